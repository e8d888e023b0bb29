// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"context"
	"net/http"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

const copesWithDelay = "The provider retries requests that name a new object for up to a minute, and counts it as created when it can be read."

// writeQuestions create a role and two users, and change them.
var writeQuestions = []question{
	{
		id: "user-status", text: "Which status does a user have who is created as Enabled?", expected: "Enabled", source: openAPI + ", createExtension",
		copes: "The provider sets the declared status with a second request. If RingCentral demands a password, the finding password_required says what to do.",
		needs: needSession | needReadAccounts | needWrite | needReach, takes: 2 * time.Second, ask: askUserStatus,
	},
	{
		id:       "user-login-name",
		text:     "Does a new user sign in with the e-mail address, if the request does not say?",
		expected: "no",
		source:   openAPI + ", ContactInfoCreationRequest",
		copes:    "Declare email_as_login_name to be independent of it.", needs: needUser, takes: 0,
		ask: func(_ context.Context, c *check) seen { return c.created.loginName },
	},
	{
		id: "user-attributes", text: "Which attributes does the response to a create leave out?", expected: "none", source: openAPI + ", GetExtensionInfoResponse",
		copes: "The provider reads the user again if the response leaves something out.", needs: needUser, takes: 0,
		ask: func(_ context.Context, c *check) seen { return c.created.attributes },
	},
	{
		id: "user-visible", text: "How soon can a new user be found?", expected: visibleAtOnce, source: "I: a database without delay", copes: copesWithDelay,
		needs: needUser, takes: 20 * time.Second, ask: askUserVisible,
	},
	{
		id: "user-default-role", text: "Does a new user have a role?", expected: "yes", source: "D: the account's default role",
		copes: "None: role_ids sets the roles, and without role_ids the provider leaves them alone.", needs: needUser, takes: time.Second, ask: askDefaultRole,
	},
	{
		id:       "role-create",
		text:     "What does RingCentral make of a new role?",
		expected: "scope Self, permissions kept, line breaks kept",
		source:   openAPI + ", RoleResource",
		copes:    "The provider reads the role back, and reports what differs from the configuration.",
		needs:    needSession | needWrite | needRoleManagement,
		takes:    2 * time.Second,
		ask:      askRoleCreate,
	},
	{
		id: "role-visible", text: "How soon can a new role be found?", expected: visibleAtOnce, source: "I: a database without delay", copes: copesWithDelay,
		needs: needUser | needRole, takes: 20 * time.Second, ask: askRoleVisible,
	},
	{
		id:       "role-duplicate",
		text:     "How is a second role with the same name refused?",
		expected: "refused: HTTP 400, CMN-101, parameter displayName",
		source:   errorsGuide,
		copes:    "The provider looks for a role with the same name before it creates one.", needs: needRole, takes: time.Second, ask: askRoleDuplicate,
	},
	{
		id: "second-user", text: "Can a user be created as NotActivated?", expected: "yes", source: openAPI + ", createExtension",
		copes: "Declare status = \"Enabled\", which is the default.", needs: needUser, takes: time.Second, ask: askSecondUser,
	},
	{
		id: "user-enable", text: "Can that user be enabled without a password?", expected: "yes", source: openAPI + ", updateExtension",
		copes: "If not, the finding password_required says what to do.", needs: needSecondUser, takes: 15 * time.Second, ask: askEnable,
	},
	{
		id: "email-again", text: "Can two users have one e-mail address?", expected: "refused: HTTP 409, EXT-226, parameter contact.email", source: errorsGuide,
		copes: "The provider warns if another user has the address.", needs: needUser, takes: time.Second, ask: askEmailAgain,
	},
	{
		id: "number-taken", text: "How is a taken extension number refused?", expected: "refused: HTTP 400, EXT-218, parameter extensionNumber", source: errorsGuide,
		copes: copesWithCodes, needs: needSecondUser, takes: time.Second, ask: askNumberTaken,
	},
	{
		id: "password", text: "Can a password be set?", expected: "yes", source: openAPI + ", updateExtension",
		copes: "With single sign-on RingCentral refuses passwords (EXT-413). The finding single_sign_on says what to do.",
		needs: needSecondUser,
		takes: time.Second,
		ask:   askPassword,
	},
	{
		id: "weak-password", text: "How is a weak password refused?", expected: "refused: HTTP 400, PWD-005, parameter password", source: errorsGuide,
		copes: copesWithCodes, needs: needSecondUser, takes: time.Second, ask: askWeakPassword,
	},
	{
		id: "two-roles", text: "Can a user have two roles?", expected: "yes", source: openAPI + ", updateUserAssignedRoles",
		copes: "Declare one role for each user.", needs: needUser | needRole, takes: time.Second, ask: askTwoRoles,
	},
	{
		id: "bulk-assign", text: "Can a role be assigned to several users at once?", expected: "yes", source: openAPI + ", assignMultipleUserRoles",
		copes: "The provider then assigns roles one by one.", needs: needSecondUser | needRole, takes: time.Second, ask: askBulkAssign,
	},
	{
		id:       "role-held",
		text:     "How is the deletion of an assigned role refused?",
		expected: "refused: HTTP 400, CMN-101, parameter roleId",
		source:   "I: the role is in use",
		copes:    "The provider asks first whether the role can be deleted, and says who holds it.", needs: needUser | needRole, takes: time.Second, ask: askRoleHeld,
	},
	{
		id:       "welcome",
		text:     "Can a welcome e-mail be requested by its own operation?",
		expected: "yes",
		source:   openAPI + ", sendWelcomeEmailV2 (limited availability)",
		copes:    "None: the provider does not use the operation yet.", needs: needSecondUser, takes: time.Second, ask: askWelcome,
	},
	{
		id: "seat", text: "Is an unassigned seat taken by a request that changes only the contact?", expected: "yes", source: openAPI + ", updateExtension",
		copes: "The provider's request names the status, too, which takes the seat in both cases.", needs: needUser, takes: 2 * time.Second, ask: askSeat,
	},
}

// cleanupQuestions delete what the others have created.
var cleanupQuestions = []question{
	{
		id: "delete-one", text: "Can a user be deleted?", expected: "yes", source: openAPI + ", deleteExtension",
		copes: "The finding says what RingCentral refused.", needs: needSecondUser, takes: time.Second, ask: askDeleteOne,
	},
	{
		id: "delete-several", text: "Can users be deleted together?", expected: "yes", source: openAPI + ", bulkDeleteUsersV2",
		copes: "The provider then deletes users one by one.", needs: needUser, takes: time.Second, ask: askDeleteSeveral,
	},
	{
		id: "deleted-read", text: "How is a read of a deleted user refused?", expected: "refused: HTTP 404, CMN-102, parameter extensionId", source: errorsGuide,
		copes: "A user leaves the state only if this error says that the user is gone, and the account's list confirms it.", needs: needUser, takes: time.Second,
		ask: func(ctx context.Context, c *check) seen {
			_, err := c.get(ctx, transport.Light, extensionPath+"/"+c.created.first)
			return refusal(err, "readExtension", documentedError{"CMN-102", http.StatusNotFound, ""})
		},
	},
	{
		id: "role-released", text: "How soon can a role be deleted after its last user?", expected: "at once", source: "I: a database without delay",
		copes: "The provider deletes the role as soon as RingCentral lets it go.", needs: needUser | needRole, takes: 10 * time.Second, ask: askReleased,
	},
}
