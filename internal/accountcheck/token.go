// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/credential"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/permission"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// perGrant is how long a request of the Auth group takes on average: RingCentral allows
// five per minute.
const perGrant = 12 * time.Second

// authorized are the scopes that the administrator's guide asks for.
var authorized = []string{"EditAccounts", "RoleManagement"}

const (
	copesWithCodes    = "The provider tells causes apart by error codes. It explains an unknown code with what RingCentral says, and repeats nothing as a fact that the code does not prove."
	copesWithRefusals = "Any refusal that is not about client, app or auth flow proves these three."
	errorsGuide       = "D: RingCentral's error codes; O: requests seen in public"
)

// tokenQuestions need no scope.
var tokenQuestions = []question{
	{
		id: "key-published", text: "Is the key that signs JWT credentials published?", expected: "yes", source: "I: OpenID Connect discovery",
		copes: "Without the key a JWT's signature is not verifiable offline. Only the grant shows whether the JWT is genuine.",
		takes: time.Second, ask: askKey,
	},
	{
		id:       "assertion-two-parts",
		text:     "How is an assertion of two parts refused?",
		expected: "refused: HTTP 400, invalid_request, OAU-331, parameter assertion",
		source:   "O: seen once",
		copes:    copesWithRefusals, takes: perGrant,
		ask: func(ctx context.Context, c *check) seen {
			return c.askRefusal(ctx, c.App, "not.jwt", documentedError{"OAU-331", 400, "invalid_request"})
		},
	},
	{
		id:       "assertion-three-parts",
		text:     "How is an assertion of three meaningless parts refused?",
		expected: "refused: HTTP 400, invalid_request, OAU-331, parameter assertion",
		source:   "I: like two parts",
		copes:    copesWithRefusals, takes: perGrant,
		ask: func(ctx context.Context, c *check) seen {
			return c.askRefusal(ctx, c.App, "not.a.jwt", documentedError{"OAU-331", 400, "invalid_request"})
		},
	},
	{
		id:       "bad-signature",
		text:     "How is a JWT with a damaged signature refused?",
		expected: "refused: HTTP 400, invalid_request, OAU-345, parameter assertion",
		source:   errorsGuide,
		copes:    copesWithCodes, takes: perGrant,
		ask: func(ctx context.Context, c *check) seen {
			return c.askRefusal(ctx, c.App, damaged(c.Assertion), documentedError{"OAU-345", 400, "invalid_request"})
		},
	},
	{
		id: "wrong-secret", text: "How is a wrong client secret refused?", expected: "refused: HTTP 401, invalid_client, OAU-146", source: errorsGuide,
		copes: copesWithCodes, takes: perGrant,
		ask: func(ctx context.Context, c *check) seen {
			return c.askRefusal(
				ctx, ringcentral.App{ClientID: c.App.ClientID, ClientSecret: rand.Text() + rand.Text()}, c.Assertion,
				documentedError{"OAU-146", 401, "invalid_client"},
			)
		},
	},
	{
		id:       "unknown-client",
		text:     "How is an unknown client ID refused?",
		expected: "refused: HTTP 400, invalid_client, OAU-153, parameter client_id",
		source:   errorsGuide,
		copes:    copesWithCodes, takes: perGrant,
		ask: func(ctx context.Context, c *check) seen {
			return c.askRefusal(
				ctx, ringcentral.App{ClientID: rand.Text(), ClientSecret: rand.Text() + rand.Text()}, c.Assertion,
				documentedError{"OAU-153", 400, "invalid_client"},
			)
		},
	},
	{
		id:       "scopes-granted",
		text:     "Does the token have the scopes that the administrator's guide asks for?",
		expected: "yes",
		source:   "D: the guide \"Administrator's app\"",
		copes:    "Requests that need a missing scope fail with the finding provider_scope_missing. RingCentral grants some scopes only on request.",
		needs:    needSession, takes: time.Second, ask: askScopes,
	},
	{
		id:       "scope-narrowed",
		text:     "Can a grant narrow the token to one scope?",
		expected: "yes",
		source:   "D: RFC 6749, section 3.3; RingCentral's authentication reference",
		copes:    "ringcentral_access_token warns if the token has other scopes than it asked for.", needs: needSession, takes: 2 * perGrant,
		ask: func(ctx context.Context, c *check) seen { return c.askNarrowed(ctx, c.grant.Scopes[0]) },
	},
	{
		id:       "scope-implied",
		text:     "How does a grant treat a scope that the app has only through another one?",
		expected: "refused: HTTP 400, invalid_scope, CMN-101, parameter scope",
		source:   "I: the app does not list the scope",
		copes:    "ringcentral_access_token reports a refusal. Ask for the including scope instead.", needs: needSession, takes: 2 * perGrant,
		ask: func(ctx context.Context, c *check) seen {
			if slices.Contains(c.grant.Scopes, "ReadAccounts") || !c.has("ReadAccounts") {
				return seen{skipped: "the app has no scope that includes ReadAccounts, or has ReadAccounts itself"}
			}
			return c.askNarrowed(ctx, "ReadAccounts")
		},
	},
	{
		id: "scope-unknown", text: "How is an unknown scope refused?", expected: "refused: HTTP 400, invalid_scope, CMN-101, parameter scope", source: errorsGuide,
		copes: copesWithCodes, needs: needSession, takes: perGrant,
		ask: func(ctx context.Context, c *check) seen {
			return c.outcome(
				ctx, ringcentral.GrantRequest{App: c.App, Assertion: c.Assertion, Scopes: []string{"NoSuchScope"}},
				documentedError{"CMN-101", 400, "invalid_scope"},
			)
		},
	},
	{
		id: "rate-limit-headers", text: "Do responses state the rate limit?", expected: "yes", source: "D: RingCentral's rate-limit guide",
		copes: "Without the headers the provider counts with the documented limits.", needs: needSession, takes: time.Second,
		ask: func(ctx context.Context, c *check) seen {
			response, err := c.get(ctx, transport.Light, "/restapi/v1.0/dictionary/permission", "page", "1", "perPage", "1")
			if err != nil {
				return failed(err)
			}
			return seen{text: yes(response.StatesLimit)}
		},
	},
	{
		id:       "permission-inclusion",
		text:     "Does the list of permissions say which permission includes which?",
		expected: "yes",
		source:   "D: OpenAPI document, PermissionResource",
		copes:    "Without it the provider cannot say which permissions a role needs for an operation. It compares what is declared with what the role returns.",
		needs:    needSession, takes: time.Second, ask: askInclusion,
	},
}

func askKey(ctx context.Context, c *check) seen {
	keys, err := c.Platform.KeySet(ctx)
	if err != nil {
		return failed(err)
	}
	status, err := credential.VerifySignature(c.Assertion, keys)
	if err != nil {
		return seen{text: "yes, and the signature of this JWT does not match"}
	}
	return seen{text: yes(status == credential.SignatureValid)}
}

// askRefusal presents an assertion that must be refused.
func (c *check) askRefusal(ctx context.Context, app ringcentral.App, assertion string, documented documentedError) seen {
	return c.outcome(ctx, ringcentral.GrantRequest{App: app, Assertion: assertion}, documented)
}

// outcome performs a grant that should be refused as documented.
func (c *check) outcome(ctx context.Context, request ringcentral.GrantRequest, documented documentedError) seen {
	request.AccessTokenTTL = sessionTTL
	grant, err := c.Platform.Grant(transport.WithoutRetries(ctx), request)
	if err == nil {
		_ = c.Platform.RevokeUnused(ctx, request.App, grant)
	}
	return refusal(err, "getToken", documented)
}

func (c *check) askNarrowed(ctx context.Context, scope string) seen {
	grant, err := c.Platform.Grant(
		transport.WithoutRetries(ctx),
		ringcentral.GrantRequest{App: c.App, Assertion: c.Assertion, Scopes: []string{scope}, AccessTokenTTL: sessionTTL},
	)
	if err != nil {
		return declined(err, nil)
	}
	_ = c.Platform.RevokeUnused(ctx, c.App, grant)
	if slices.Equal(grant.Scopes, []string{scope}) {
		return seen{text: "yes"}
	}
	return seen{text: fmt.Sprintf("no: the token has %d scopes", len(grant.Scopes))}
}

func askScopes(_ context.Context, c *check) seen {
	missing := slices.DeleteFunc(slices.Clone(authorized), c.has)
	if len(missing) == 0 {
		return seen{text: "yes"}
	}
	return seen{text: "no: it lacks " + strings.Join(missing, ", "), differs: fragment{Account: object{"pendingScopes": missing}}}
}

func askInclusion(ctx context.Context, c *check) seen {
	known, err := c.client.Permissions(ctx)
	if err != nil {
		return failed(err)
	}
	dictionary := permission.NewDictionary(known)
	return seen{text: yes(slices.ContainsFunc(known, func(p ringcentral.Permission) bool { return len(dictionary.Closure(string(p.ID))) > 1 }))}
}

// damaged changes a character in the middle of the signature.
func damaged(jwt string) string {
	at := strings.LastIndex(jwt, ".") + 1
	at += (len(jwt) - at) / 2
	if at >= len(jwt) {
		return jwt + "A"
	}
	other := byte('A')
	if jwt[at] == other {
		other = 'B'
	}
	return jwt[:at] + string(other) + jwt[at+1:]
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}
