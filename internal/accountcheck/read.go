// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/apicatalog"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/permission"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

const (
	accountPath   = "/restapi/v1.0/account/~"
	extensionPath = accountPath + "/extension"
	rolePath      = accountPath + "/user-role"
	openAPI       = "D: OpenAPI document"
)

// readQuestions need the scope ReadAccounts and change nothing.
var readQuestions = []question{
	{
		id: "extension-direct", text: "Which attributes does a direct read of a user leave out?", expected: "none", source: openAPI + ", GetExtensionInfoResponse",
		copes: "An attribute that is absent everywhere keeps its value in the state.", needs: needSession | needReadAccounts, takes: time.Second, ask: askDirect,
	},
	{
		id: "extension-list", text: "Which attributes do lists of users leave out?", expected: "none", source: openAPI + ", GetExtensionListInfoResponse",
		copes: "The provider reads what a list leaves out directly, which costs more requests.",
		needs: needSession | needReadAccounts,
		takes: time.Second,
		ask:   askList,
	},
	{
		id: "role-list-permissions", text: "Do lists of roles contain their permissions?", expected: "yes", source: "I: the same object as in a direct read",
		copes: "The provider reads roles directly, which costs more requests.", needs: needSession | needReadAccounts, takes: time.Second, ask: askRoleList,
	},
	{
		id: "email-filter", text: "Does the list of users accept the filter email more than once?", expected: "yes", source: openAPI + ", listExtensions",
		copes: "The provider searches for one address at a time, which costs more requests.",
		needs: needSession | needReadAccounts,
		takes: time.Second,
		ask:   askEmailFilter,
	},
	{
		id:       "status-filter",
		text:     "How is an unknown status refused in the filter of a list?",
		expected: "refused: HTTP 400, CMN-101, parameter status",
		source:   errorsGuide,
		copes:    "None: the provider sends no unknown status.", needs: needSession | needReadAccounts, takes: time.Second,
		ask: func(ctx context.Context, c *check) seen {
			_, err := c.get(ctx, transport.Medium, extensionPath, "status", "NoSuchStatus")
			return refusal(err, "listExtensions", documentedError{"CMN-101", http.StatusBadRequest, ""})
		},
	},
	{
		id: "sites", text: "How many sites does the account have?", expected: "one", source: "D: an account without the multi-site feature",
		copes: "In an account with several sites every user needs site_id.", needs: needSession | needReadAccounts, takes: time.Second, ask: askSites,
	},
	{
		id: "main-site", text: "Do users of the main site name it by its ID?", expected: "yes", source: openAPI + ", ProvisioningSiteInfo",
		copes: "A site without an ID counts as the main site.", needs: needSession | needReadAccounts, takes: time.Second, ask: askMainSite,
	},
	{
		id:       "reach",
		text:     "How far do the permissions of the provider's user reach?",
		expected: "to the whole account",
		source:   openAPI + ", ActivePermissionResource",
		copes:    "Requests about other users fail with CMN-419 and the finding provider_permission_too_narrow.", needs: needSession, takes: time.Second, ask: askReach,
	},
	{
		id: "features", text: "Does the response about features list the user's features?", expected: "yes", source: openAPI + ", readExtensionFeatures",
		copes: "Without it the grant lists features in unverified_features.", needs: needSession | needReadAccounts, takes: time.Second, ask: askFeatures,
	},
	{
		id: "old-values", text: "Do users have values that RingCentral no longer accepts?", expected: "none", source: "D: the limits of the OpenAPI document",
		copes: "The provider reads them, and they can be imported.", needs: needSession | needReadAccounts, takes: time.Second, ask: askOldValues,
	},
	{
		id:       "administrator",
		text:     "How many of the provider's requests would be refused for lack of a scope or permission?",
		expected: fmt.Sprintf("0 of %d", len(used)),
		source:   openAPI,
		copes:    "Add the scope to the administrator's app, or the permission to the role of its user.",
		needs:    needSession,
		takes:    2 * time.Second,
		ask:      askAdministrator,
	},
}

func (c *check) get(ctx context.Context, group transport.Group, path string, query ...string) (*ringcentral.Response, error) {
	values := url.Values{}
	for pair := range slices.Chunk(query, 2) {
		values.Add(pair[0], pair[1])
	}
	return c.client.Ask(ctx, ringcentral.Request{Method: http.MethodGet, Group: group, Path: path, Query: values})
}

// once is get for what several questions look at, as it was before the check changed
// anything.
func (c *check) once(ctx context.Context, group transport.Group, path string, query ...string) (object, error) {
	key := strings.Join(append([]string{path}, query...), " ")
	if response, known := c.read[key]; known {
		return response.Body, nil
	}
	response, err := c.get(ctx, group, path, query...)
	if err != nil {
		return nil, err
	}
	c.read[key] = response
	return response.Body, nil
}

// records are the elements of the first page of a list, read once.
func (c *check) records(ctx context.Context, group transport.Group, path string, query ...string) ([]object, error) {
	body, err := c.once(ctx, group, path, query...)
	return objects(body["records"]), err
}

func (c *check) listed(ctx context.Context) ([]object, error) {
	return c.records(ctx, transport.Medium, extensionPath, "page", "1", "perPage", "1000")
}

func (c *check) listedRoles(ctx context.Context) ([]object, error) {
	return c.records(ctx, transport.Medium, rolePath, "page", "1", "perPage", "1000")
}

func (c *check) sites(ctx context.Context) ([]object, error) {
	return c.records(ctx, transport.Light, accountPath+"/sites")
}

// own is the provider's user.
func (c *check) own(ctx context.Context) (object, error) {
	return c.once(ctx, transport.Light, extensionPath+"/~")
}

func objects(value any) []object {
	list, _ := value.([]any)
	all := make([]object, 0, len(list))
	for _, element := range list {
		if o, ok := element.(object); ok {
			all = append(all, o)
		}
	}
	return all
}

// holds reports whether a list has an element with an ID.
func holds(list any, id string) bool {
	return slices.ContainsFunc(objects(list), func(o object) bool { return textAt(o, "id") == id })
}

// at returns the value at a path of members; nil if there is none.
func at(value any, path ...string) any {
	for _, name := range path {
		members, _ := value.(object)
		value = members[name]
	}
	return value
}

func textAt(value any, path ...string) string {
	switch v := at(value, path...).(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	default:
		return ""
	}
}

// looked are the attributes of a user that the provider reads.
var looked = []string{"roles", "hidden", "creationTime", "costCenter", "contact.emailAsLoginName"}

// absent returns the attributes that none of some users has.
func absent(users []object, attributes []string) []string {
	return slices.DeleteFunc(slices.Clone(attributes), func(name string) bool {
		return slices.ContainsFunc(users, func(user object) bool { return at(user, strings.Split(name, ".")...) != nil })
	})
}

// omission is the answer about attributes that responses leave out.
func omission(missing []string, each string, operations ...string) seen {
	if len(missing) == 0 {
		return seen{text: "none"}
	}
	rule := object{"operations": operations, "omit": missing}
	if each != "" {
		rule["each"] = each
	}
	return seen{text: strings.Join(missing, ", "), differs: fragment{Responses: []object{rule}}}
}

func askDirect(ctx context.Context, c *check) seen {
	own, err := c.own(ctx)
	if err != nil {
		return failed(err)
	}
	return omission(absent([]object{own}, looked), "", "readExtension")
}

func askList(ctx context.Context, c *check) seen {
	all, err := c.listed(ctx)
	if err != nil {
		return failed(err)
	}
	users := slices.DeleteFunc(slices.Clone(all), func(o object) bool { return textAt(o, "type") != "User" })
	if len(users) == 0 {
		return seen{skipped: "the list has no user"}
	}
	return omission(absent(users, looked), "records", "listExtensions")
}

func askRoleList(ctx context.Context, c *check) seen {
	roles, err := c.listedRoles(ctx)
	if err != nil {
		return failed(err)
	}
	if len(roles) == 0 {
		return seen{skipped: "the list has no role"}
	}
	if len(absent(roles, []string{"permissions"})) == 0 {
		return seen{text: "yes"}
	}
	return seen{text: "no", differs: fragment{Responses: []object{{"operations": []string{"listUserRoles"}, "each": "records", "omit": []string{"permissions"}}}}}
}

func askEmailFilter(ctx context.Context, c *check) seen {
	all, err := c.listed(ctx)
	if err != nil {
		return failed(err)
	}
	var emails []string
	for _, o := range all {
		if email := textAt(o, "contact", "email"); email != "" && !slices.Contains(emails, email) && len(emails) < 2 {
			emails = append(emails, email)
		}
	}
	if len(emails) < 2 {
		return seen{skipped: "the account has no two users with different addresses"}
	}
	response, err := c.get(ctx, transport.Medium, extensionPath, "email", emails[0], "email", emails[1])
	if err != nil {
		return declined(err, nil)
	}
	found := map[string]bool{}
	for _, o := range objects(response.Body["records"]) {
		found[textAt(o, "contact", "email")] = true
	}
	return seen{text: yes(found[emails[0]] && found[emails[1]] && len(found) == 2)}
}

const mainSite = "main-site"

func askSites(ctx context.Context, c *check) seen {
	found, err := c.sites(ctx)
	if err != nil {
		return failed(err)
	}
	if len(found) <= 1 {
		return seen{text: "one"}
	}
	var sites []object
	coded := 0
	for i, site := range found {
		placeholder := object{"name": "Main Site"}
		if textAt(site, "id") != mainSite {
			placeholder["name"] = fmt.Sprintf("Site %d", i+1)
			placeholder["id"], placeholder["extensionNumber"] = strconv.Itoa(900000000+i), strconv.Itoa(8000+i)
		}
		if textAt(site, "code") != "" {
			placeholder["code"] = strconv.Itoa(11 + i)
			coded++
		}
		sites = append(sites, placeholder)
	}
	text := fmt.Sprintf("%d, without codes", len(found))
	if coded > 0 {
		text = fmt.Sprintf("%d, with codes", len(found))
	}
	return seen{text: text, differs: fragment{Account: object{"sites": sites}}}
}

func askMainSite(ctx context.Context, c *check) seen {
	all, err := c.listed(ctx)
	if err != nil {
		return failed(err)
	}
	own, err := c.own(ctx)
	if err != nil {
		return failed(err)
	}
	isNamed := func(o object) bool { return at(o, "site") != nil }
	if !isNamed(own) && !slices.ContainsFunc(all, isNamed) {
		return seen{skipped: "no user names a site"}
	}
	anonymous := func(o object) bool { return isNamed(o) && textAt(o, "site", "id") == "" }
	var rules []object
	condition, omitted := object{"site.id": mainSite}, []string{"site.id", "site.uri"}
	if anonymous(own) {
		rules = append(rules, object{"operations": []string{"createExtension", "readExtension", "updateExtension"}, "when": condition, "omit": omitted})
	}
	if slices.ContainsFunc(all, anonymous) {
		rules = append(rules, object{"operations": []string{"listExtensions"}, "each": "records", "when": condition, "omit": omitted})
	}
	if len(rules) == 0 {
		return seen{text: "yes"}
	}
	return seen{
		text:    fmt.Sprintf("no: the site has no ID in direct reads (%s) and lists (%s)", yes(anonymous(own)), yes(slices.ContainsFunc(all, anonymous))),
		differs: fragment{Responses: rules},
	}
}

var permissionScope = regexp.MustCompile(`^[A-Za-z]{1,32}$`)

// reaching is the permission whose reach decides whether users can be created.
const reaching = "AddRemoveUsers"

func askReach(ctx context.Context, c *check) seen {
	response, err := c.get(ctx, transport.Medium, extensionPath+"/~/authz-profile")
	if err != nil {
		return failed(err)
	}
	for _, held := range objects(response.Body["permissions"]) {
		if textAt(held, "permission", "id") != reaching {
			continue
		}
		scopes, _ := held["scopes"].([]any)
		if slices.Contains(scopes, any("Account")) || slices.Contains(scopes, any("AllExtensions")) || slices.Contains(scopes, any("Federation")) {
			c.reaches = c.has("EditAccounts")
			return seen{text: "to the whole account"}
		}
		var names []string
		for _, scope := range scopes {
			name, _ := scope.(string)
			names = append(names, shown(name, permissionScope))
		}
		if len(names) == 0 {
			return seen{text: "the response does not say"}
		}
		return seen{text: "only to " + strings.Join(names, ", "), differs: fragment{Account: object{"administratorScope": names[0]}}}
	}
	return seen{text: "the user lacks " + reaching}
}

func askFeatures(ctx context.Context, c *check) seen {
	known, err := c.client.Features(ctx, "~", []string{"ReadExtensions"})
	if err != nil {
		return declined(err, nil)
	}
	return seen{text: yes(len(known) == 1)}
}

// The limits that the OpenAPI document has today.
const (
	shortestNumber = 3
	longestTitle   = 64
)

func askOldValues(ctx context.Context, c *check) seen {
	all, err := c.listed(ctx)
	if err != nil {
		return failed(err)
	}
	var kinds []string
	old := object{"type": "User", "status": "Enabled", "extensionNumber": "1901", "roleIds": []string{"4"},
		"contact": object{"firstName": "Old", "lastName": "Values", "email": "old@example.com", "emailAsLoginName": true}}
	is := func(kind string, holds func(object) bool, name string, value any) {
		if slices.ContainsFunc(all, holds) {
			kinds, old[name] = append(kinds, kind), value
		}
	}
	is("extension numbers of one or two digits", func(o object) bool {
		number := textAt(o, "extensionNumber")
		return number != "" && len(number) < shortestNumber
	}, "extensionNumber", "0")
	is("job titles of more than 64 characters", func(o object) bool { return len([]rune(textAt(o, "contact", "jobTitle"))) > longestTitle },
		"contact", object{"firstName": "Old", "lastName": "Values", "email": "old@example.com", "emailAsLoginName": true, "jobTitle": strings.Repeat("Title ", 12) + "end"})
	is("users without a role", func(o object) bool {
		roles, present := o["roles"].([]any)
		return present && len(roles) == 0 && textAt(o, "type") == "User"
	}, "roleIds", []string{})
	if len(kinds) == 0 {
		return seen{text: "none"}
	}
	return seen{text: strings.Join(kinds, ", "), differs: fragment{Account: object{"extensions": []object{old}}}}
}

// used are the operations that the provider calls with a session.
var used = []string{
	"assignDefaultRole", "assignMultipleUserRoles", "bulkDeleteUsersV2", "checkUserPermission", "createCustomRole", "createExtension", "deleteCustomRole",
	"deleteExtension", "listAssignedRoles", "listExtensionPhoneNumbers", "listExtensions", "listPermissions", "listSites", "listUserAssignedRoles", "listUserRoles",
	"readAccountInfo", "readAuthorizationProfile", "readExtension", "readExtensionFeatures", "readUserRole", "updateExtension", "updateUserAssignedRoles", "updateUserRole",
}

// Used returns the IDs of those operations, sorted.
func Used() []string { return slices.Clone(used) }

func askAdministrator(ctx context.Context, c *check) seen {
	held, err := c.client.HeldPermissions(ctx, c.grant.OwnerID)
	if err != nil {
		return failed(err)
	}
	known, err := c.client.Permissions(ctx)
	if err != nil {
		return failed(err)
	}
	holds := permission.NewDictionary(known).Closure(held...)
	var refused []string
	for _, id := range used {
		operation, _ := apicatalog.Find(id)
		switch {
		case operation.Scope != "" && !c.has(operation.Scope):
			refused = append(refused, fmt.Sprintf("%s (scope %s)", id, operation.Scope))
		case len(operation.Permissions) > 0 && !slices.ContainsFunc(operation.Permissions, func(p string) bool { return holds[p] }):
			refused = append(refused, fmt.Sprintf("%s (permission %s)", id, strings.Join(operation.Permissions, " or ")))
		}
	}
	text := fmt.Sprintf("%d of %d", len(refused), len(used))
	if len(refused) > 0 {
		text += ": " + strings.Join(refused, ", ")
	}
	return seen{text: text}
}
