// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/attribute"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/secretref"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

const (
	defaultServerURL      = "https://platform.ringcentral.com"
	defaultAccountID      = "~"
	defaultRequestTimeout = 30 * time.Second
	defaultMaxRetries     = 3

	verificationLenient = "lenient"
	verificationStrict  = "strict"
)

// LookupEnv reports the value of an environment variable, like os.LookupEnv.
type LookupEnv func(name string) (value string, ok bool)

type model struct {
	ServerURL           types.String         `tfsdk:"server_url"`
	DeveloperConsoleURL types.String         `tfsdk:"developer_console_url"`
	ClientID            types.String         `tfsdk:"client_id"`
	ClientSecret        types.String         `tfsdk:"client_secret"`
	ClientSecretFrom    types.Object         `tfsdk:"client_secret_from"`
	JWT                 types.String         `tfsdk:"jwt"`
	JWTFrom             types.Object         `tfsdk:"jwt_from"`
	AccountID           types.String         `tfsdk:"account_id"`
	AllowedAccountIDs   types.Set            `tfsdk:"allowed_account_ids"`
	Verification        types.String         `tfsdk:"verification"`
	ExplainDrift        types.Bool           `tfsdk:"explain_drift"`
	TokenCache          types.String         `tfsdk:"token_cache"`
	RateLimitPercent    types.Int64          `tfsdk:"rate_limit_percent"`
	RequestTimeout      timetypes.GoDuration `tfsdk:"request_timeout"`
	MaxRetries          types.Int64          `tfsdk:"max_retries"`
}

// environmentNames lists, for each attribute that the environment can set, the
// variables in order of precedence: the provider's own, then those that
// RingCentral's code samples use.
var environmentNames = map[string][]string{
	"server_url":            {"RINGCENTRAL_SERVER_URL", "RC_SERVER_URL"},
	"developer_console_url": {"RINGCENTRAL_DEVELOPER_CONSOLE_URL"},
	"client_id":             {"RINGCENTRAL_CLIENT_ID", "RC_APP_CLIENT_ID"},
	"client_secret":         {"RINGCENTRAL_CLIENT_SECRET", "RC_APP_CLIENT_SECRET"},
	"jwt":                   {"RINGCENTRAL_JWT", "RC_USER_JWT"},
	"account_id":            {"RINGCENTRAL_ACCOUNT_ID"},
	"verification":          {"RINGCENTRAL_VERIFICATION"},
	"explain_drift":         {"RINGCENTRAL_EXPLAIN_DRIFT"},
	"token_cache":           {"RINGCENTRAL_TOKEN_CACHE"},
}

// resolver reads attributes with their fallbacks and remembers what is unknown.
type resolver struct {
	lookupEnv LookupEnv
	diags     *diag.Diagnostics
	unknown   []string
}

// text returns the configured value, else the first variable that is set and
// not empty, else fallback. An unknown value is never replaced.
func (r *resolver) text(attribute string, configured types.String, fallback string) string {
	if configured.IsUnknown() {
		r.unknown = append(r.unknown, attribute)
		return fallback
	}
	if !configured.IsNull() {
		return configured.ValueString()
	}
	for _, name := range environmentNames[attribute] {
		if value, ok := r.lookupEnv(name); ok && value != "" {
			return value
		}
	}
	return fallback
}

// origin says where the value of an attribute comes from.
func (r *resolver) origin(attribute string, given types.String) findings.Origin {
	if given.IsNull() {
		for _, name := range environmentNames[attribute] {
			if value, ok := r.lookupEnv(name); ok && value != "" {
				return findings.Origin{Argument: attribute, Place: "the environment variable " + name}
			}
		}
	}
	return findings.Origin{Argument: attribute, Literal: true}
}

// secret returns a secret of the provider itself. A reference is not resolved here:
// that happens when the secret is needed.
func (r *resolver) secret(ctx context.Context, attribute string, value types.String, from types.Object) (configured.Secret, findings.Origin) {
	if from.IsNull() {
		return configured.Secret{Value: r.text(attribute, value, "")}, r.origin(attribute, value)
	}
	reference, known := secretref.ReferenceOf(ctx, from)
	if !known {
		r.unknown = append(r.unknown, attribute+"_from")
	}
	return configured.Secret{Reference: reference}, findings.Origin{Argument: attribute + "_from", Place: "the " + reference.String()}
}

func (r *resolver) number(attribute string, configured types.Int64, fallback int) int {
	if configured.IsUnknown() {
		r.unknown = append(r.unknown, attribute)
	}
	if configured.IsNull() || configured.IsUnknown() {
		return fallback
	}
	return int(configured.ValueInt64())
}

// boolean returns the configured value, else that of the environment, else false.
func (r *resolver) boolean(attribute string, given types.Bool) bool {
	if !given.IsNull() {
		return given.ValueBool()
	}
	text := r.text(attribute, types.StringNull(), "false")
	value, err := strconv.ParseBool(text)
	if err != nil {
		r.diags.AddAttributeError(
			path.Root(attribute), "Invalid value of "+attribute,
			fmt.Sprintf("%s is %q; it must be true or false.", environmentNames[attribute][0], text),
		)
	}
	return value
}

// accounts returns the IDs in a set; nil if there is none.
func (r *resolver) accounts(ctx context.Context, configured types.Set) []string {
	if configured.IsNull() {
		return nil
	}
	var elements []types.String
	r.diags.Append(configured.ElementsAs(ctx, &elements, true)...)
	ids := []string{}
	for _, element := range elements {
		if element.IsUnknown() {
			r.unknown = append(r.unknown, "allowed_account_ids")
		}
		ids = append(ids, element.ValueString())
	}
	if configured.IsUnknown() {
		r.unknown = append(r.unknown, "allowed_account_ids")
	}
	slices.Sort(ids)
	return ids
}

func (r *resolver) duration(attribute string, configured timetypes.GoDuration, fallback time.Duration) time.Duration {
	if configured.IsUnknown() {
		r.unknown = append(r.unknown, attribute)
	}
	if configured.IsNull() || configured.IsUnknown() {
		return fallback
	}
	value, diags := configured.ValueGoDuration()
	r.diags.Append(diags...)
	return value
}

// settings applies the environment and the defaults to the configuration. What
// came from the environment was not validated by the schema and is checked here.
func (m *model) settings(ctx context.Context, lookupEnv LookupEnv, diags *diag.Diagnostics) configured.Settings {
	r := &resolver{lookupEnv: lookupEnv, diags: diags}
	s := configured.Settings{
		Platform: ringcentral.PlatformOptions{
			ServerURL:        r.text("server_url", m.ServerURL, defaultServerURL),
			RequestTimeout:   r.duration("request_timeout", m.RequestTimeout, defaultRequestTimeout),
			MaxRetries:       r.number("max_retries", m.MaxRetries, defaultMaxRetries),
			RateLimitPercent: r.number("rate_limit_percent", m.RateLimitPercent, 100),
		},
		ConsoleURL: r.text("developer_console_url", m.DeveloperConsoleURL, console.DefaultURL),
		AccountID:  r.text("account_id", m.AccountID, defaultAccountID),
	}
	s.AllowedAccountIDs = r.accounts(ctx, m.AllowedAccountIDs)
	if s.AllowedAccountIDs != nil && s.AccountID != defaultAccountID && !slices.Contains(s.AllowedAccountIDs, s.AccountID) {
		diags.AddAttributeError(path.Root("account_id"), "The account is not an allowed one",
			fmt.Sprintf("The account to manage is %s, and allowed_account_ids permits %s.", s.AccountID, strings.Join(s.AllowedAccountIDs, ", ")))
	}
	c := &s.Credentials
	c.ClientID, c.Origins.ClientID = r.text("client_id", m.ClientID, ""), r.origin("client_id", m.ClientID)
	c.ClientSecret, c.Origins.ClientSecret = r.secret(ctx, "client_secret", m.ClientSecret, m.ClientSecretFrom)
	c.JWT, c.Origins.JWT = r.secret(ctx, "jwt", m.JWT, m.JWTFrom)
	switch verification := r.text("verification", m.Verification, verificationLenient); verification {
	case verificationStrict:
		s.Strict = true
	case verificationLenient:
	default:
		diags.AddAttributeError(path.Root("verification"), "Unknown verification mode",
			fmt.Sprintf("RINGCENTRAL_VERIFICATION is %q; it must be %q or %q.", verification, verificationLenient, verificationStrict))
	}
	s.ExplainDrift = r.boolean("explain_drift", m.ExplainDrift)
	s.ForbidCommands = commandsForbidden(lookupEnv, diags)
	if !attribute.AccountIDPattern.MatchString(s.AccountID) {
		diags.AddAttributeError(path.Root("account_id"), "Invalid account ID", "RINGCENTRAL_ACCOUNT_ID must be ~ or consist of digits.")
	}
	if directory := r.text("token_cache", m.TokenCache, ""); directory != "" {
		cache, err := ringcentral.OpenTokenCache(directory)
		if err != nil {
			diags.AddAttributeError(
				path.Root("token_cache"), "Invalid token cache",
				fmt.Sprintf("The provider caches an access token only where no other user can read it: %v.", err),
			)
		}
		s.TokenCache = cache
	}
	s.Unknown = r.unknown
	s.Missing = missing(s.Credentials, r.unknown)
	return s
}

// FromEnvironment returns the settings of a provider block without arguments. The error
// says what is missing or wrong.
func FromEnvironment(ctx context.Context, lookupEnv LookupEnv) (configured.Settings, error) {
	var diags diag.Diagnostics
	settings := (&model{}).settings(ctx, lookupEnv, &diags)
	var errs []error
	for _, d := range diags.Errors() {
		errs = append(errs, fmt.Errorf("%s: %s", d.Summary(), d.Detail()))
	}
	for _, name := range settings.Missing {
		errs = append(errs, fmt.Errorf("set the environment variable %s", environmentNames[name][0]))
	}
	return settings, errors.Join(errs...)
}

// commandsForbidden reads what the operator of this machine says about commands. It
// is not an attribute, because whoever opens a pull request could change that.
func commandsForbidden(lookupEnv LookupEnv, diags *diag.Diagnostics) bool {
	policy, set := lookupEnv(findings.CommandsVariable)
	switch {
	case !set, policy == "", policy == "allow":
	case policy == "forbid":
		return true
	default:
		diags.AddError("Unknown value of "+findings.CommandsVariable,
			fmt.Sprintf("%s is %q; it must be \"allow\" (the default) or \"forbid\".", findings.CommandsVariable, policy))
	}
	return false
}

func missing(c configured.Credentials, unknown []string) []string {
	var names []string
	for _, setting := range []struct {
		name  string
		given bool
	}{
		{"client_id", c.ClientID != ""},
		{"client_secret", !c.ClientSecret.IsZero()},
		{"jwt", !c.JWT.IsZero()},
	} {
		if !setting.given && !slices.Contains(unknown, setting.name) && !slices.Contains(unknown, setting.name+"_from") {
			names = append(names, setting.name)
		}
	}
	return names
}
