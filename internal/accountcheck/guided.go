// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"context"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// guidedQuestions need a person in the Developer Console.
var guidedQuestions = []question{
	{
		id:       "deleted-jwt",
		text:     "How is a JWT credential that was deleted in the Developer Console refused?",
		expected: "refused: HTTP 400, invalid_grant, OAU-211",
		source:   "I: the code of revoked tokens",
		copes:    copesWithCodes, needs: needGuide, takes: perGrant,
		ask: func(ctx context.Context, c *check) seen {
			return c.guided(
				ctx,
				"Create a JWT credential for the administrator's app in the Developer Console, copy the JWT, delete the credential, and paste the JWT here: ",
				documentedError{"OAU-211", 400, "invalid_grant"},
			)
		},
	},
	{
		id: "expired-jwt", text: "How is an expired JWT credential refused?", expected: "refused: HTTP 400, invalid_grant, OAU-210", source: errorsGuide,
		copes: "The provider sees offline that a JWT has expired, and does not send it.", needs: needGuide, takes: perGrant,
		ask: func(ctx context.Context, c *check) seen {
			return c.guided(ctx, "Paste a JWT of the administrator's app that has expired (press Enter to skip): ", documentedError{"OAU-210", 400, "invalid_grant"})
		},
	},
	{
		id:       "rotated-secret",
		text:     "How is a client secret that was rotated in the Developer Console refused?",
		expected: "refused: HTTP 401, invalid_client, OAU-146",
		source:   "I: like a wrong secret",
		copes:    copesWithCodes, needs: needGuide, takes: perGrant,
		ask: func(ctx context.Context, c *check) seen {
			entered, ok := c.Guide("Paste the client ID of an app whose secret was rotated, a space, and its old Client Secret (press Enter to skip): ")
			clientID, secret, both := strings.Cut(strings.TrimSpace(entered), " ")
			if !ok || !both {
				return seen{skipped: "nothing was entered"}
			}
			return c.askRefusal(
				ctx, ringcentral.App{ClientID: clientID, ClientSecret: strings.TrimSpace(secret)}, c.Assertion,
				documentedError{"OAU-146", 401, "invalid_client"},
			)
		},
	},
}

func (c *check) guided(ctx context.Context, instruction string, documented documentedError) seen {
	entered, ok := c.Guide(instruction)
	if entered = strings.TrimSpace(entered); !ok || entered == "" {
		return seen{skipped: "nothing was entered"}
	}
	return c.askRefusal(ctx, c.App, entered, documented)
}
