// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
)

// described is something that a person reads about in the documentation.
type described struct {
	path        string
	description string
	// isNumber is set for numbers, isInput for what a configuration may set.
	isNumber, isInput bool
	validators        []validator.Describer
}

// attribute is what every attribute of every kind of schema has in common.
type attribute interface {
	GetMarkdownDescription() string
	IsRequired() bool
	IsOptional() bool
}

// attributesBelow returns the attributes of a schema or of a nested attribute, which
// are of a type of their own in each kind of schema.
func attributesBelow(path string, parent reflect.Value) []described {
	attributes := parent.FieldByName("Attributes")
	if nested := parent.FieldByName("NestedObject"); nested.IsValid() {
		attributes = nested.FieldByName("Attributes")
	}
	if !attributes.IsValid() {
		return nil
	}
	var all []described
	for _, key := range attributes.MapKeys() {
		value := attributes.MapIndex(key).Elem()
		a := value.Interface().(attribute)
		name := path + "." + key.String()
		d := described{path: name, description: a.GetMarkdownDescription(), isInput: a.IsRequired() || a.IsOptional()}
		d.isNumber = strings.HasPrefix(value.Type().Name(), "Int") || strings.HasPrefix(value.Type().Name(), "Float") || strings.HasPrefix(value.Type().Name(), "Number")
		if list := value.FieldByName("Validators"); list.IsValid() {
			for i := range list.Len() {
				d.validators = append(d.validators, list.Index(i).Interface().(validator.Describer))
			}
		}
		all = append(append(all, d), attributesBelow(name, value)...)
	}
	return all
}

func schemaOf(name, description string, schema any) []described {
	return append([]described{{path: name, description: description}}, attributesBelow(name, reflect.ValueOf(schema))...)
}

// everythingDescribed returns every schema, attribute, function and parameter of the provider.
func everythingDescribed(ctx context.Context) []described {
	p := provider.New("test", nil)
	var own frameworkprovider.SchemaResponse
	p.Schema(ctx, frameworkprovider.SchemaRequest{}, &own)
	all := schemaOf("provider", own.Schema.MarkdownDescription, own.Schema)
	for _, build := range p.Resources(ctx) {
		var named resource.MetadataResponse
		var resp resource.SchemaResponse
		build().Metadata(ctx, resource.MetadataRequest{ProviderTypeName: provider.TypeName}, &named)
		build().Schema(ctx, resource.SchemaRequest{}, &resp)
		all = append(all, schemaOf("resource "+named.TypeName, resp.Schema.MarkdownDescription, resp.Schema)...)
		if identified, ok := build().(resource.ResourceWithIdentity); ok {
			var identity resource.IdentitySchemaResponse
			identified.IdentitySchema(ctx, resource.IdentitySchemaRequest{}, &identity)
			all = append(all, attributesBelow("identity of "+named.TypeName, reflect.ValueOf(identity.IdentitySchema))...)
		}
	}
	for _, build := range p.DataSources(ctx) {
		var named datasource.MetadataResponse
		var resp datasource.SchemaResponse
		build().Metadata(ctx, datasource.MetadataRequest{ProviderTypeName: provider.TypeName}, &named)
		build().Schema(ctx, datasource.SchemaRequest{}, &resp)
		all = append(all, schemaOf("data source "+named.TypeName, resp.Schema.MarkdownDescription, resp.Schema)...)
	}
	for _, build := range p.EphemeralResources(ctx) {
		var named ephemeral.MetadataResponse
		var resp ephemeral.SchemaResponse
		build().Metadata(ctx, ephemeral.MetadataRequest{ProviderTypeName: provider.TypeName}, &named)
		build().Schema(ctx, ephemeral.SchemaRequest{}, &resp)
		all = append(all, schemaOf("ephemeral resource "+named.TypeName, resp.Schema.MarkdownDescription, resp.Schema)...)
	}
	for _, build := range p.ListResources(ctx) {
		var named resource.MetadataResponse
		var resp list.ListResourceSchemaResponse
		build().Metadata(ctx, resource.MetadataRequest{ProviderTypeName: provider.TypeName}, &named)
		build().ListResourceConfigSchema(ctx, list.ListResourceSchemaRequest{}, &resp)
		all = append(all, schemaOf("list resource "+named.TypeName, resp.Schema.MarkdownDescription, resp.Schema)...)
	}
	for _, build := range p.Functions(ctx) {
		var named function.MetadataResponse
		var resp function.DefinitionResponse
		build().Metadata(ctx, function.MetadataRequest{}, &named)
		build().Definition(ctx, function.DefinitionRequest{}, &resp)
		name := "function " + named.Name
		all = append(all, described{path: name, description: resp.Definition.MarkdownDescription})
		for _, parameter := range resp.Definition.Parameters {
			all = append(all, described{path: name + "." + parameter.GetName(), description: parameter.GetMarkdownDescription(), isInput: true})
		}
	}
	return all
}

var (
	// limit finds the numbers and the accepted values in what a validator says of itself.
	limit = regexp.MustCompile(`\d+[hms]?|"[^"\[]+"`)
	// others finds the attributes that one conflicts with or depends on.
	others = regexp.MustCompile(`"\[([^\]]+)\]"`)
	// trailingZeros are what Go adds to a duration, as in 10m0s.
	trailingZeros = regexp.MustCompile(`([1-9]\d*[hm])(?:0[ms])+\b`)
	// unit finds what a number counts.
	unit = regexp.MustCompile("second|minute|hour|day|percent|how often|number of|any number|http status code")
	// quantity finds attributes whose name promises an amount of something.
	quantity = regexp.MustCompile(`(_days|_percent|timeout|ttl|validity|_in|retries|_seconds)$`)
	// moment finds those that are a point in time.
	moment = regexp.MustCompile(`(_at|_time)$`)
)

// demands returns what the description of an attribute has to say, because a
// validator says it of itself. A least length of 1 is left out: it goes without saying.
func demands(demand, attribute string) []string {
	demand = strings.NewReplacer("at least 1", "", "between 1 and", "", "UTF-8", "").Replace(demand)
	demand = trailingZeros.ReplaceAllString(demand, "$1")
	var wanted []string
	for _, match := range others.FindAllStringSubmatch(demand, -1) {
		for other := range strings.SplitSeq(match[1], ",") {
			if other = strings.TrimPrefix(other, "<."); other != attribute {
				wanted = append(wanted, "`"+other+"`")
			}
		}
	}
	for _, match := range limit.FindAllString(others.ReplaceAllString(demand, ""), -1) {
		wanted = append(wanted, strings.Trim(match, `"`))
	}
	return wanted
}

// shortcomings says what is missing in a description.
func (d described) shortcomings() []string {
	var missing []string
	text := strings.TrimSpace(d.description)
	if text == "" {
		return []string{"there is none"}
	}
	if first := []rune(text)[0]; !unicode.IsUpper(first) && first != '`' {
		missing = append(missing, "it does not begin with a capital")
	}
	if !strings.HasSuffix(text, ".") {
		missing = append(missing, "it does not end with a full stop")
	}
	name := d.path[strings.LastIndex(d.path, ".")+1:]
	for _, v := range d.validators {
		demand := v.MarkdownDescription(context.Background())
		for _, want := range demands(demand, name) {
			if !strings.Contains(text, want) {
				missing = append(missing, fmt.Sprintf("it does not say %s, which a validator demands: %s", want, demand))
			}
		}
	}
	lower := strings.ToLower(text)
	if (d.isNumber || quantity.MatchString(name)) && !unit.MatchString(lower) && !regexp.MustCompile("`\\d+[hms]`").MatchString(text) {
		missing = append(missing, "it says no unit")
	}
	if moment.MatchString(name) && !strings.Contains(text, "RFC 3339") {
		missing = append(missing, "it does not say that it is a time of RFC 3339")
	}
	return missing
}

// TestDescriptionsSayLimitsAndUnits reads what the documentation says of everything
// that the provider has.
func TestDescriptionsSayLimitsAndUnits(t *testing.T) {
	t.Parallel()
	all := everythingDescribed(t.Context())
	if len(all) < 100 {
		t.Fatalf("found only %d descriptions", len(all))
	}
	validators := 0
	for _, d := range all {
		validators += len(d.validators)
		for _, missing := range d.shortcomings() {
			t.Errorf("%s: %s\n%q", d.path, missing, d.description)
		}
	}
	if validators < 20 {
		t.Errorf("found only %d validators", validators)
	}
	t.Logf("%d descriptions, %d validators", len(all), validators)
}

func TestShortcomingsAreFound(t *testing.T) {
	t.Parallel()
	for want, d := range map[string]described{
		"none":      {path: "a.b"},
		"capital":   {path: "a.b", description: "lower case."},
		"full stop": {path: "a.b", description: "No end"},
		"no unit":   {path: "a.expiry_days", description: "When it ends."},
		"RFC 3339":  {path: "a.created_at", description: "When it was made."},
		"64":        {path: "a.b", description: "A name.", validators: []validator.Describer{says("string length must be between 1 and 64")}},
		"10m":       {path: "a.b", description: "From `1s`.", validators: []validator.Describer{says("must be a duration from 1s to 10m0s")}},
		"strict":    {path: "a.b", description: "One of `lenient`.", validators: []validator.Describer{says(`value must be one of: ["lenient" "strict"]`)}},
	} {
		if got := d.shortcomings(); !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, want) }) {
			t.Errorf("%q is not found: %q", want, got)
		}
	}
}

// says is a validator that only describes itself.
type says string

func (s says) Description(context.Context) string         { return string(s) }
func (s says) MarkdownDescription(context.Context) string { return string(s) }
