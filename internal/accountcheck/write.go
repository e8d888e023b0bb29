// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

const seatSuffix = "-seat"

const copesWithDelay = "The provider retries requests that name a new object for up to a minute, and counts it as created when it can be read."

// writeQuestions create a role and two users, and change them.
var writeQuestions = []question{
	{
		id: "user-status", text: "Which status has a user that is created as Enabled?", expected: "Enabled", source: openAPI + ", createExtension",
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
			return c.refusal(err, "readExtension", documentedError{"CMN-102", http.StatusNotFound, ""})
		},
	},
	{
		id: "role-released", text: "How soon can a role be deleted after its last user?", expected: "at once", source: "I: a database without delay",
		copes: "The provider deletes the role as soon as RingCentral lets it go.", needs: needUser | needRole, takes: 10 * time.Second, ask: askReleased,
	},
}

// newUser is the body of a create. In an account with several sites it names the main one.
func (c *check) newUser(ctx context.Context, suffix, status string) (object, error) {
	name := c.name(suffix)
	body := object{"type": "User", "status": status, "contact": object{"firstName": name, "lastName": "Check", "email": name + domain}}
	response, err := c.get(ctx, transport.Light, accountPath+"/sites")
	if err != nil {
		return nil, err
	}
	if len(objects(response.Body["records"])) > 1 {
		body["site"] = object{"id": mainSite}
	}
	return body, nil
}

// create creates a user and remembers to delete it.
func (c *check) create(ctx context.Context, body object) (*ringcentral.Response, string, error) {
	response, err := c.send(ctx, http.MethodPost, transport.Medium, extensionPath, body)
	if err != nil {
		return nil, "", err
	}
	id := textAt(response.Body, "id")
	c.created.users = append(c.created.users, id)
	return response, id, nil
}

func askUserStatus(ctx context.Context, c *check) seen {
	body, err := c.newUser(ctx, "one", "Enabled")
	if err != nil {
		return failed(err)
	}
	var found seen
	response, id, err := c.create(ctx, body)
	if refused, ok := isRefused(err); ok {
		found = seen{text: refusalText(refused), differs: fragment{Requests: []object{refusing("createExtension", object{"status": "Enabled"}, nil, refused)}}, evidence: evidenceOf(err)}
		body["status"] = "NotActivated"
		response, id, err = c.create(ctx, body)
	}
	if err != nil {
		if found.text == "" {
			return failed(err)
		}
		return found
	}
	c.created.first, c.created.firstAt = id, time.Now()
	c.created.loginName, c.created.attributes = loginName(response), askCreated(response)
	if found.text == "" {
		found.text = shown(textAt(response.Body, "status"), permissionScope)
		found.differs = fragment{Requests: []object{{"operations": []string{"createExtension"}, "when": object{"status": "Enabled"}, "set": object{"status": found.text}}}}
	}
	return found
}

// refusing is a rule that refuses requests as it was seen.
func refusing(operation string, when, unless object, refused *ringcentral.Error) object {
	refusal := object{"status": refused.StatusCode, "code": shown(refused.Code, errorCode), "message": "Refused as in the account"}
	if refused.ParameterName != "" {
		refusal["parameterName"] = shown(refused.ParameterName, parameterName)
	}
	rule := object{"operations": []string{operation}, "refuse": refusal}
	if when != nil {
		rule["when"] = when
	}
	if unless != nil {
		rule["unless"] = unless
	}
	return rule
}

func loginName(created *ringcentral.Response) seen {
	switch at(created.Body, "contact", "emailAsLoginName") {
	case true:
		return seen{text: "yes", differs: fragment{Requests: []object{{"operations": []string{"createExtension"}, "default": object{"contact.emailAsLoginName": true}}}}}
	case false:
		return seen{text: "no"}
	default:
		return seen{text: "the response does not say", differs: fragment{Responses: []object{{"operations": []string{"createExtension"}, "omit": []string{"contact.emailAsLoginName"}}}}}
	}
}

// answered are the attributes of a response to a create that the provider reads.
var answered = []string{"roles", "hidden", "creationTime", "costCenter", "status", "extensionNumber"}

func askCreated(created *ringcentral.Response) seen {
	return omission(absent([]object{created.Body}, answered), "", "createExtension")
}

// view is one way to look for a new object.
type view struct {
	name, text string
	// look is nil if the view shows the object.
	look func(context.Context) error
}

// errNotListed reports that a list does not hold the object yet.
var errNotListed = errors.New("it is not in the list")

// isInvisible reports whether an error can mean that an object is not visible yet.
func isInvisible(err error) bool {
	refused, ok := isRefused(err)
	return errors.Is(err, errNotListed) || ok && (refused.StatusCode == http.StatusNotFound || refused.Code == "CMN-102")
}

// visibleAtOnce is the answer if no view lags.
const visibleAtOnce = "at once"

// longestDelay bounds the wait for a new object.
const longestDelay = 2 * time.Minute

// await measures after which time each view shows an object that was created at a time.
// It looks after 0, 1, 3, 7, 15 … seconds. invisible reports whether an error of a view
// can end by itself.
func (c *check) await(ctx context.Context, kind string, since time.Time, invisible func(error) bool, views []view) seen {
	delays, refusals := make([]time.Duration, len(views)), make([]error, len(views))
	for i := range delays {
		delays[i] = -1
	}
	for wait := time.Duration(0); ; wait = 2*wait + time.Second {
		if transport.Sleep(ctx, time.Until(since.Add(wait))) != nil {
			return seen{skipped: "the check was stopped"}
		}
		for i, v := range views {
			if delays[i] >= 0 {
				continue
			}
			err := v.look(ctx)
			if err == nil || !invisible(err) {
				delays[i], refusals[i] = wait, err
			}
		}
		if !slices.Contains(delays, -1) || wait > longestDelay {
			break
		}
	}
	var texts []string
	var found fragment
	for i, v := range views {
		switch {
		case refusals[i] != nil:
			texts = append(texts, v.text+" "+errorText(refusals[i]))
		case delays[i] < 0:
			texts = append(texts, fmt.Sprintf("%s not within %s", v.text, longestDelay))
		case delays[i] > 0:
			texts = append(texts, fmt.Sprintf("%s after %s", v.text, delays[i]))
			found.Delays = append(found.Delays, object{"object": kind, "view": v.name, "seconds": int(delays[i].Seconds())})
		}
	}
	if len(texts) == 0 {
		return seen{text: visibleAtOnce}
	}
	return seen{text: strings.Join(texts, ", "), differs: found}
}

func askUserVisible(ctx context.Context, c *check) seen {
	id := c.created.first
	return c.await(ctx, "extension", c.created.firstAt, isInvisible, []view{
		{"direct", "by ID", func(ctx context.Context) error {
			_, err := c.get(ctx, transport.Light, extensionPath+"/"+id)
			return err
		}},
		{"list", "in lists", func(ctx context.Context) error {
			response, err := c.get(ctx, transport.Medium, extensionPath, "email", c.name("one")+domain)
			if err == nil && !slices.ContainsFunc(objects(response.Body["records"]), func(o object) bool { return textAt(o, "id") == id }) {
				err = errNotListed
			}
			return err
		}},
		{"assignment", "for role assignments", func(ctx context.Context) error {
			_, err := c.assign(ctx, id, c.standardRole())
			return err
		}},
	})
}

// standardRole is the ID of the role Standard, which every account has.
func (c *check) standardRole() string {
	for _, role := range c.records.roles {
		if textAt(role, "displayName") == "Standard" {
			return textAt(role, "id")
		}
	}
	return "4"
}

func (c *check) assign(ctx context.Context, userID string, roleIDs ...string) (*ringcentral.Response, error) {
	var entries []object
	for _, id := range roleIDs {
		entries = append(entries, object{"id": id})
	}
	return c.send(ctx, http.MethodPut, transport.Medium, extensionPath+"/"+userID+"/assigned-role", object{"records": entries})
}

func askDefaultRole(ctx context.Context, c *check) seen {
	body, err := c.newUser(ctx, "three", "NotActivated")
	if err != nil {
		return failed(err)
	}
	_, id, err := c.create(ctx, body)
	if err != nil {
		return failed(err)
	}
	var roles []object
	visible := c.await(ctx, "extension", time.Now(), isInvisible, []view{{"direct", "by ID", func(ctx context.Context) error {
		response, err := c.get(ctx, transport.Light, extensionPath+"/"+id+"/assigned-role")
		if err == nil {
			roles = objects(response.Body["records"])
		}
		return err
	}}})
	if visible.skipped != "" {
		return visible
	}
	if len(roles) == 0 {
		return seen{text: "no", differs: fragment{Account: object{"noDefaultRole": true}}}
	}
	return seen{text: "yes"}
}

// rolePermissions are harmless permissions that a role can hold by themselves.
var rolePermissions = []string{"BusinessSms", "InternalSMS"}

func (c *check) newRole() object {
	var permissions []object
	for _, id := range rolePermissions {
		permissions = append(permissions, object{"id": id})
	}
	return object{"displayName": c.name("role"), "description": "Of the account check.\nIt can be deleted.", "permissions": permissions}
}

func askRoleCreate(ctx context.Context, c *check) seen {
	response, err := c.send(ctx, http.MethodPost, transport.Medium, accountPath+"/user-role", c.newRole())
	if refused, ok := isRefused(err); ok {
		return seen{text: refusalText(refused), evidence: evidenceOf(err)}
	}
	if err != nil {
		return failed(err)
	}
	c.created.role = textAt(response.Body, "id")
	c.created.roles = append(c.created.roles, c.created.role)
	c.created.roleAt = time.Now()
	scope := shown(textAt(response.Body, "scope"), permissionScope)
	var found fragment
	if scope != "Self" {
		found.Requests = append(found.Requests, object{"operations": []string{"createCustomRole"}, "default": object{"scope": scope}})
	}
	permissions := "permissions kept"
	for _, id := range rolePermissions {
		if !slices.ContainsFunc(objects(response.Body["permissions"]), func(o object) bool { return textAt(o, "id") == id }) {
			permissions = "permissions missing"
		}
	}
	breaks := "line breaks kept"
	if !strings.Contains(textAt(response.Body, "description"), "\n") {
		breaks = "line breaks lost"
	}
	return seen{text: fmt.Sprintf("scope %s, %s, %s", scope, permissions, breaks), differs: found}
}

func askRoleVisible(ctx context.Context, c *check) seen {
	id := c.created.role
	return c.await(ctx, "role", c.created.roleAt, isInvisible, []view{
		{"direct", "by ID", func(ctx context.Context) error {
			_, err := c.get(ctx, transport.Light, accountPath+"/user-role/"+id)
			return err
		}},
		{"list", "in lists", func(ctx context.Context) error {
			response, err := c.get(ctx, transport.Medium, accountPath+"/user-role", "custom", "true", "page", "1", "perPage", "1000")
			if err == nil && !slices.ContainsFunc(objects(response.Body["records"]), func(o object) bool { return textAt(o, "id") == id }) {
				err = errNotListed
			}
			return err
		}},
		{"assignment", "for role assignments", func(ctx context.Context) error {
			_, err := c.assign(ctx, c.created.first, id)
			return err
		}},
	})
}

func askRoleDuplicate(ctx context.Context, c *check) seen {
	response, err := c.send(ctx, http.MethodPost, transport.Medium, accountPath+"/user-role", c.newRole())
	if err == nil {
		c.created.roles = append(c.created.roles, textAt(response.Body, "id"))
		return seen{text: "not refused: a role with the same name was created"}
	}
	return c.refusal(err, "createCustomRole", documentedError{"CMN-101", http.StatusBadRequest, ""})
}

func askSecondUser(ctx context.Context, c *check) seen {
	body, err := c.newUser(ctx, "two", "NotActivated")
	if err != nil {
		return failed(err)
	}
	_, id, err := c.create(ctx, body)
	if refused, ok := isRefused(err); ok {
		return seen{text: refusalText(refused), evidence: evidenceOf(err)}
	}
	if err != nil {
		return failed(err)
	}
	c.created.second = id
	// The other questions need a user that every view shows.
	c.await(ctx, "extension", time.Now(), isInvisible, []view{
		{"direct", "by ID", func(ctx context.Context) error {
			_, err := c.get(ctx, transport.Light, extensionPath+"/"+id)
			return err
		}},
		{"assignment", "for role assignments", func(ctx context.Context) error {
			_, err := c.assign(ctx, id, c.standardRole())
			return err
		}},
	})
	return seen{text: "yes"}
}

func (c *check) update(ctx context.Context, id string, body object) error {
	_, err := c.send(ctx, http.MethodPut, transport.Medium, extensionPath+"/"+id, body)
	return err
}

// accepted is the answer about a request that should be accepted. rule makes the
// simulated platform refuse it.
func accepted(err error, rule func(*ringcentral.Error) fragment) seen {
	refused, ok := isRefused(err)
	switch {
	case err == nil:
		return seen{text: "yes"}
	case !ok:
		return failed(err)
	}
	s := seen{text: refusalText(refused), evidence: evidenceOf(err)}
	if rule != nil {
		s.differs = rule(refused)
	}
	return s
}

func askEnable(ctx context.Context, c *check) seen {
	return accepted(c.update(ctx, c.created.second, object{"status": "Enabled"}), func(refused *ringcentral.Error) fragment {
		return fragment{Requests: []object{refusing("updateExtension", object{"status": "Enabled"}, object{"current.status": "Enabled"}, refused)}}
	})
}

func askEmailAgain(ctx context.Context, c *check) seen {
	body, err := c.newUser(ctx, "four", "NotActivated")
	if err != nil {
		return failed(err)
	}
	body["contact"] = object{"firstName": c.name("four"), "lastName": "Check", "email": c.name("one") + domain}
	if _, _, err = c.create(ctx, body); err == nil {
		return seen{text: "yes", differs: fragment{Account: object{"sharedEmails": true}}}
	}
	return c.refusal(err, "createExtension", documentedError{"EXT-226", http.StatusConflict, ""})
}

func askNumberTaken(ctx context.Context, c *check) seen {
	response, err := c.get(ctx, transport.Light, extensionPath+"/"+c.created.first)
	if err != nil {
		return failed(err)
	}
	number := textAt(response.Body, "extensionNumber")
	if number == "" {
		return seen{skipped: "the first user has no extension number"}
	}
	return c.refusal(c.update(ctx, c.created.second, object{"extensionNumber": number}), "updateExtension", documentedError{"EXT-218", http.StatusBadRequest, ""})
}

// strongPassword returns a random password that keeps RingCentral's rules: no run of
// similar characters, and every kind of character.
func strongPassword() string {
	const groups, kinds = 6, "ABCDEFGHKLMNPQRSTUVWXYZ abcdefghkmnpqrstuvwxyz 23456789 !#*+-%"
	var b strings.Builder
	for range groups {
		for kind := range strings.FieldsSeq(kinds) {
			at, _ := rand.Int(rand.Reader, big.NewInt(int64(len(kind)))) // never fails
			b.WriteByte(kind[at.Int64()])
		}
	}
	return b.String()
}

func askPassword(ctx context.Context, c *check) seen {
	s := accepted(c.update(ctx, c.created.second, object{"password": strongPassword()}), func(refused *ringcentral.Error) fragment {
		rule := refusing("updateExtension", nil, object{"password": nil}, refused)
		rule["operations"] = []string{"createExtension", "updateExtension"} // a create is not tried: it is the same password
		return fragment{Requests: []object{rule}}
	})
	c.created.passwords = s.text == "yes"
	return s
}

func askWeakPassword(ctx context.Context, c *check) seen {
	if !c.created.passwords {
		return seen{skipped: "no password can be set"}
	}
	return c.refusal(c.update(ctx, c.created.second, object{"password": "a"}), "updateExtension", documentedError{"PWD-005", http.StatusBadRequest, ""})
}

func askTwoRoles(ctx context.Context, c *check) seen {
	_, err := c.assign(ctx, c.created.first, c.standardRole(), c.created.role)
	return accepted(err, nil)
}

func askBulkAssign(ctx context.Context, c *check) seen {
	_, err := c.send(ctx, http.MethodPost, transport.Heavy, accountPath+"/user-role/"+c.created.role+"/bulk-assign", object{"addedExtensionIds": []string{c.created.second}})
	return accepted(err, func(*ringcentral.Error) fragment {
		return fragment{Account: object{"unavailableOperations": []string{"assignMultipleUserRoles"}}}
	})
}

func askRoleHeld(ctx context.Context, c *check) seen {
	_, err := c.send(ctx, http.MethodDelete, transport.Medium, accountPath+"/user-role/"+c.created.role, nil)
	if err == nil {
		c.created.forget(c.created.role)
		c.created.role = ""
		return seen{text: "not refused: the role was deleted"}
	}
	return c.refusal(err, "deleteCustomRole", documentedError{"CMN-101", http.StatusBadRequest, ""})
}

func askWelcome(ctx context.Context, c *check) seen {
	_, err := c.send(ctx, http.MethodPost, transport.Medium, "/restapi/v2/accounts/~/send-welcome-email", object{"email": c.name("two") + domain})
	return accepted(err, nil)
}

func askSeat(ctx context.Context, c *check) seen {
	all, err := c.listed(ctx)
	if err != nil {
		return failed(err)
	}
	free := slices.IndexFunc(all, func(o object) bool { return textAt(o, "status") == "Unassigned" })
	if free < 0 {
		return seen{skipped: "the account has no unassigned seat"}
	}
	id, name := textAt(all[free], "id"), c.name("seat")
	c.created.seats = append(c.created.seats, id)
	response, err := c.send(ctx, http.MethodPut, transport.Medium, extensionPath+"/"+id, object{"contact": object{"firstName": name, "lastName": "Check", "email": name + domain}})
	if refused, ok := isRefused(err); ok {
		c.created.forget(id)
		return seen{text: refusalText(refused), evidence: evidenceOf(err)}
	}
	if err != nil {
		return failed(err)
	}
	if textAt(response.Body, "status") == "Unassigned" {
		return seen{text: "no", differs: fragment{Account: object{"seatsNeedStatus": true}}}
	}
	return seen{text: "yes"}
}

func askDeleteOne(ctx context.Context, c *check) seen {
	_, err := c.send(ctx, http.MethodDelete, transport.Medium, extensionPath+"/"+c.created.second, nil)
	if err == nil {
		c.created.forget(c.created.second)
	}
	return accepted(err, nil)
}

// askDeleteSeveral deletes all other users of the check, so that the first one and its
// role are free.
func askDeleteSeveral(ctx context.Context, c *check) seen {
	var entries []object
	for _, id := range c.created.users {
		entries = append(entries, object{"id": id})
	}
	response, err := c.send(ctx, http.MethodDelete, transport.Heavy, "/restapi/v2/accounts/~/extensions", object{"keepAssetsInInventory": true, "records": entries})
	s := accepted(err, func(*ringcentral.Error) fragment {
		return fragment{Account: object{"unavailableOperations": []string{"bulkDeleteUsersV2"}}}
	})
	if err == nil {
		for _, item := range objects(response.Body["records"]) {
			if at(item, "bulkItemSuccessful") == true {
				c.created.forget(textAt(item, "id"))
			}
		}
		if len(c.created.users) > 0 {
			s.text = fmt.Sprintf("%d of %d were not deleted", len(c.created.users), len(entries))
		}
	}
	c.created.users = c.deleteUsers(ctx)
	c.created.freedAt = time.Now()
	return s
}

// deleteUsers deletes what a deletion together has left, and returns what is left then.
func (c *check) deleteUsers(ctx context.Context) (left []string) {
	for _, id := range c.created.users {
		if _, err := c.send(ctx, http.MethodDelete, transport.Medium, extensionPath+"/"+id, nil); err != nil && !isGone(err) {
			left = append(left, id)
		}
	}
	return left
}

// isHeld reports whether an error can mean that a role still has a user.
func isHeld(err error) bool {
	refused, ok := isRefused(err)
	return ok && refused.StatusCode == http.StatusBadRequest
}

func askReleased(ctx context.Context, c *check) seen {
	if len(c.created.users) > 0 || c.created.freedAt.IsZero() {
		return seen{skipped: "the users could not be deleted"}
	}
	return c.await(ctx, "role", c.created.freedAt, isHeld, []view{{"release", "it can be deleted", func(ctx context.Context) error {
		_, err := c.send(ctx, http.MethodDelete, transport.Medium, accountPath+"/user-role/"+c.created.role, nil)
		if err == nil || isGone(err) {
			c.created.forget(c.created.role)
			return nil
		}
		return err
	}}})
}
