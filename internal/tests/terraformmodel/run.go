// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
)

// run is one pass over a configuration with one provider process.
type run struct {
	*Terraform
	process       *Process
	configuration Configuration
	options       Options
	functions     functionTable
	// applying is set during the apply, when warnings of plans were reported already.
	applying bool
	// validating is set while nothing is known of other objects.
	validating bool

	mu      sync.Mutex
	outcome *Outcome
	changes map[string]*change
	// values holds what is known of the objects that were visited, by their nodes.
	values map[string]tftypes.Value
	// deferred holds the data sources that are read during the apply.
	deferred map[string]bool
	// exports holds the outputs.
	exports map[string]Output
	// imported holds the addresses that an import block has brought into the state.
	imported map[string]bool
	closers  []func()
	// deposed holds instances whose replacements were created first.
	deposed map[string]*Instance
}

func (t *Terraform) newRun(p *Process, c Configuration, o *Outcome) *run {
	return &run{
		Terraform: t, process: p, configuration: c, outcome: o, changes: map[string]*change{}, values: map[string]tftypes.Value{},
		deferred: map[string]bool{}, exports: map[string]Output{}, imported: map[string]bool{}, deposed: map[string]*Instance{},
	}
}

// begin reads the schemas, validates the configuration if asked for, and configures
// the provider. It reports whether all went well.
func (r *run) begin(ctx context.Context, validate bool) bool {
	if err := r.process.prepare(ctx); err != nil {
		r.report(err, "", nil)
		return false
	}
	var err error
	if r.functions, err = r.process.providerFunctions(ctx); err != nil {
		r.report(err, "", nil)
		return false
	}
	if validate && !r.validate(ctx) {
		return false
	}
	return r.configure(ctx)
}

// configure configures the provider if anything needs it.
func (r *run) configure(ctx context.Context) bool {
	c := &r.configuration
	if len(c.Resources)+len(c.Data)+len(c.ephemerals)+len(r.State) == 0 {
		return true
	}
	config, ok := r.providerConfig()
	if !ok {
		return false
	}
	validated, err := call(ctx, r.process, r.process.server.ValidateProviderConfig, &tfprotov6.ValidateProviderConfigRequest{Config: config})
	if err != nil || !r.report(nil, providerAddress, validated.Diagnostics) {
		return err == nil && false || r.report(err, providerAddress, nil)
	}
	response, err := call(
		ctx, r.process, r.process.server.ConfigureProvider,
		&tfprotov6.ConfigureProviderRequest{TerraformVersion: r.process.version, Config: config},
	)
	if err != nil {
		return r.report(err, providerAddress, nil)
	}
	return r.report(nil, providerAddress, response.Diagnostics)
}

const providerAddress = `provider["registry.terraform.io/ringcentral-community/ringcentral"]`

func (r *run) providerConfig() (*tfprotov6.DynamicValue, bool) {
	schema := r.process.schemas.Provider
	value := tftypes.NewValue(schema.ValueType(), nullsOf(schema.ValueType()))
	if body := r.configuration.provider; body != nil {
		decoded, err := r.evaluation().decode(schema, body, nil, false)
		if err != nil {
			return nil, r.evaluationFailed("", err)
		}
		if value, err = toTerraform(decoded, schema.ValueType()); err != nil {
			return nil, r.evaluationFailed("", err)
		}
	}
	if r.applying && !value.IsFullyKnown() {
		return nil, r.evaluationFailed("", errors.New("the model of Terraform does not support a provider whose configuration becomes known during the apply"))
	}
	return r.encodedValue("", value)
}

// report takes over what a call said, and reports whether it went well.
func (r *run) report(err error, address string, diagnostics []*tfprotov6.Diagnostic) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil {
		r.outcome.fail(address, "The plugin did not respond", fmt.Sprintf("%s: %v", address, err))
		return false
	}
	well := true
	for _, d := range diagnostics {
		r.outcome.Diagnostics = append(r.outcome.Diagnostics, &Diagnostic{d, address})
		well = well && d.Severity != tfprotov6.DiagnosticSeverityError
	}
	return well
}

// defect reports what only a defect of the provider can cause, in Terraform's words.
func (r *run) defect(_, summary, format string, arguments ...any) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.outcome.fail(
		"", Defect+summary,
		fmt.Sprintf(format, arguments...)+"\n\nThis is a bug in the provider, which should be reported in the provider's own issue tracker.",
	)
	return false
}

// evaluationFailed reports an error in the configuration.
func (r *run) evaluationFailed(address string, err error) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	var diagnostics hcl.Diagnostics
	if !errors.As(err, &diagnostics) {
		r.outcome.fail(address, "Invalid configuration", err.Error())
		return false
	}
	for _, d := range diagnostics {
		r.outcome.fail(address, d.Summary, d.Detail)
	}
	return false
}

// evaluation returns what expressions can refer to at this point.
func (r *run) evaluation() *evaluation {
	return &evaluation{c: &r.configuration, functions: r.functions, value: r.known, unknownVariables: r.validating}
}

// known returns the value of an instance as expressions see it.
func (r *run) known(l located) cty.Value {
	schema := r.schemaOf(l.node, l.Type)
	if schema == nil {
		return cty.DynamicVal
	}
	r.mu.Lock()
	value, ok := r.values[l.node]
	r.mu.Unlock()
	if !ok || r.validating {
		value = tftypes.NewValue(schema.ValueType(), tftypes.UnknownValue)
	}
	converted, err := toCty(value)
	if err != nil {
		return cty.DynamicVal
	}
	if converted.IsKnown() && !converted.IsNull() {
		members := converted.AsValueMap()
		for _, attribute := range schema.Block.Attributes {
			if attribute.Sensitive {
				members[attribute.Name] = members[attribute.Name].Mark(isSensitive)
			}
		}
		converted = cty.ObjectVal(members)
	}
	if isNodeOf("ephemeral", l.node) {
		converted = converted.Mark(isEphemeral)
	}
	return converted
}

func isNodeOf(kind, node string) bool { return len(node) > len(kind) && node[:len(kind)+1] == kind+"." }

// schemaOf returns the schema of the object of a node; nil if there is none.
func (r *run) schemaOf(node, typeName string) *tfprotov6.Schema {
	switch {
	case isNodeOf("data", node):
		return r.process.schemas.DataSourceSchemas[typeName]
	case isNodeOf("ephemeral", node):
		return r.process.schemas.EphemeralResourceSchemas[typeName]
	default:
		return r.process.schemas.ResourceSchemas[typeName]
	}
}

// config evaluates the arguments of a block with what is known of others.
func (r *run) config(schema *tfprotov6.Schema, block *Block) (tftypes.Value, bool) {
	if schema == nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.outcome.fail(block.Address(), "Invalid resource type", fmt.Sprintf("The provider does not support %q.", block.Type))
		return tftypes.Value{}, false
	}
	if block.source != nil {
		decoded, err := r.evaluation().decode(schema, block.source.body, block.source.each, schema != r.process.schemas.EphemeralResourceSchemas[block.Type])
		if err != nil {
			return tftypes.Value{}, r.evaluationFailed(block.Address(), err)
		}
		value, err := toTerraform(decoded, schema.ValueType())
		if err != nil {
			return tftypes.Value{}, r.evaluationFailed(block.Address(), err)
		}
		return value, true
	}
	r.mu.Lock()
	value, err := build(schema.ValueType(), block.Values, func(ref Ref) tftypes.Value {
		value, ok := r.values[string(ref)]
		if !ok || r.validating || !value.IsKnown() || value.IsNull() {
			return tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
		}
		return member(value, "id")
	})
	r.mu.Unlock()
	if err != nil {
		return value, r.evaluationFailed(block.Address(), err)
	}
	return value, true
}

func (r *run) encodedValue(address string, value tftypes.Value) (*tfprotov6.DynamicValue, bool) {
	encoded, err := encode(value)
	if err != nil {
		return nil, r.evaluationFailed(address, err)
	}
	return encoded, true
}

// encoded evaluates and encodes the arguments of a block.
func (r *run) encoded(schema *tfprotov6.Schema, block *Block) (*tfprotov6.DynamicValue, bool) {
	config, ok := r.config(schema, block)
	if !ok {
		return nil, false
	}
	return r.encodedValue(block.Address(), config)
}

// validate lets the provider look at every block while nothing is known of others.
func (r *run) validate(ctx context.Context) bool {
	r.validating = true
	defer func() { r.validating = false }()
	well := true
	if r.configuration.provider != nil {
		config, ok := r.providerConfig()
		if ok {
			response, err := call(ctx, r.process, r.process.server.ValidateProviderConfig, &tfprotov6.ValidateProviderConfigRequest{Config: config})
			ok = err == nil && r.report(nil, providerAddress, response.Diagnostics) || err != nil && r.report(err, providerAddress, nil)
		}
		well = ok
	}
	c := &r.configuration
	seen := map[string]bool{}
	for _, kind := range []struct {
		prefix string
		blocks []Block
	}{{"", c.Resources}, {"data.", c.Data}, {"ephemeral.", c.ephemerals}} {
		for i := range kind.blocks {
			b := kind.blocks[i]
			address := kind.prefix + b.Type + "." + b.Name
			if seen[address] { // Terraform validates a block once, and not each instance
				continue
			}
			if b.source == nil {
				address += b.Key
			}
			seen[address] = true
			if b.Key != "" && b.source != nil {
				unknown := *b.source
				unknown.each = unknownEach(b.source.each)
				b.source, b.Key = &unknown, ""
			}
			well = r.validateBlock(ctx, kind.prefix, &b) && well
		}
	}
	for _, o := range c.outputs {
		if _, err := r.evaluation().expression(o.value, nil); err != nil {
			well = r.evaluationFailed("", err)
		}
	}
	return well
}

func unknownEach(each map[string]cty.Value) map[string]cty.Value {
	if _, ok := each["count"]; ok {
		return map[string]cty.Value{"count": cty.ObjectVal(map[string]cty.Value{"index": cty.UnknownVal(cty.Number)})}
	}
	return map[string]cty.Value{"each": cty.ObjectVal(map[string]cty.Value{"key": cty.UnknownVal(cty.String), "value": cty.DynamicVal})}
}

func (r *run) validateBlock(ctx context.Context, prefix string, b *Block) bool {
	node := prefix + b.Address()
	config, ok := r.encoded(r.schemaOf(node, b.Type), b)
	if !ok {
		return false
	}
	var diagnostics []*tfprotov6.Diagnostic
	var err error
	switch prefix {
	case "":
		var response *tfprotov6.ValidateResourceConfigResponse
		if response, err = r.validateResource(ctx, b.Type, config); err == nil {
			diagnostics = response.Diagnostics
		}
	case "data.":
		var response *tfprotov6.ValidateDataResourceConfigResponse
		if response, err = call(ctx, r.process, r.process.server.ValidateDataResourceConfig, &tfprotov6.ValidateDataResourceConfigRequest{TypeName: b.Type, Config: config}); err == nil {
			diagnostics = response.Diagnostics
		}
	default:
		var response *tfprotov6.ValidateEphemeralResourceConfigResponse
		if response, err = call(ctx, r.process, r.process.server.ValidateEphemeralResourceConfig, &tfprotov6.ValidateEphemeralResourceConfigRequest{TypeName: b.Type, Config: config}); err == nil {
			diagnostics = response.Diagnostics
		}
	}
	return r.report(err, node, diagnostics)
}

func (r *run) validateResource(ctx context.Context, typeName string, config *tfprotov6.DynamicValue) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return call(ctx, r.process, r.process.server.ValidateResourceConfig, &tfprotov6.ValidateResourceConfigRequest{TypeName: typeName, Config: config,
		ClientCapabilities: &tfprotov6.ValidateResourceConfigClientCapabilities{WriteOnlyAttributesAllowed: true}})
}

// export evaluates the outputs, as far as what they refer to is known.
func (r *run) export() {
	for name, o := range r.configuration.outputs {
		if slices.ContainsFunc(r.configuration.nodesOf(r.configuration.variablesOf(o.value)), func(node string) bool {
			_, ok := r.values[node]
			return !ok
		}) {
			continue // what it refers to has failed
		}
		value, err := r.evaluation().expression(o.value, nil)
		if err != nil {
			r.evaluationFailed("", err)
			continue
		}
		value, marks := value.UnmarkDeep()
		if _, ok := marks[isSensitive]; ok && !o.sensitive {
			r.evaluationFailed("", hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "Output refers to sensitive values", Detail: "To reduce the risk of accidentally exporting sensitive data that was intended to be only internal, Terraform requires that any root module output containing sensitive data be explicitly marked as sensitive, to confirm your intent.\n\nIf you do intend to export this data, annotate the output value as sensitive by adding the following argument:\n    sensitive = true"}})
			continue
		}
		if _, ok := marks[isEphemeral]; ok {
			r.evaluationFailed("", hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "Ephemeral value not allowed", Detail: "This output value is not declared as returning an ephemeral value, so it cannot be set to a result derived from an ephemeral value."}})
			continue
		}
		r.exports[name] = Output{value, o.sensitive}
	}
}

// Validate lets the provider validate a configuration, as terraform validate does.
func (t *Terraform) Validate(ctx context.Context, c Configuration) *Outcome {
	process := t.Start()
	defer process.End(ctx)
	r := t.newRun(process, c, &Outcome{})
	if err := process.prepare(ctx); err != nil {
		r.report(err, "", nil)
		return r.outcome
	}
	var err error
	if r.functions, err = process.providerFunctions(ctx); err != nil {
		r.report(err, "", nil)
		return r.outcome
	}
	r.validate(ctx)
	return r.outcome
}
