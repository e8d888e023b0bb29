// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import "strings"

// authentication says how a caller of an operation proves who it is.
type authentication int

const (
	bearerAuthentication authentication = iota
	clientAuthentication
	noAuthentication
)

// operation is an operation of RingCentral's OpenAPI document, with what the
// document says about it.
type operation struct {
	method, path, id string
	group            string
	// scope is the app permission.
	scope string
	// permissions are alternative user permissions; one of them is needed.
	permissions []string
	// query are the declared query parameters.
	query          []string
	authentication authentication
	handle         func(*Simulator, *call) response
}

const (
	accountPath   = "/restapi/v1.0/account/{accountId}"
	extensionPath = accountPath + "/extension/{extensionId}"
	v2AccountPath = "/restapi/v2/accounts/{accountId}"
)

// operations returns every operation the platform implements.
func operations() []operation {
	groups := [][]operation{oauthOperations(), extensionOperations(), roleOperations(), dictionaryOperations(), accountOperations()}
	var all []operation
	for _, group := range groups {
		all = append(all, group...)
	}
	return all
}

func oauthOperations() []operation {
	return []operation{
		{method: "POST", path: "/restapi/oauth/token", id: "getToken", group: groupAuth, authentication: clientAuthentication, handle: (*Simulator).getToken},
		{method: "POST", path: "/restapi/oauth/revoke", id: "revokeToken", group: groupAuth, query: []string{"token"}, authentication: clientAuthentication, handle: (*Simulator).revokeToken},
		{method: "GET", path: "/restapi/oauth/jwks", id: "authJwks", authentication: noAuthentication, handle: (*Simulator).authJWKS},
		{method: "GET", path: "/.well-known/openid-configuration", id: "readOpenIdConfiguration", authentication: noAuthentication, handle: (*Simulator).readOpenIDConfiguration},
		{method: "GET", path: "/restapi", id: "readAPIVersions", authentication: noAuthentication, handle: (*Simulator).readAPIVersions},
		{method: "GET", path: "/restapi/{apiVersion}", id: "readAPIVersion", authentication: noAuthentication, handle: (*Simulator).readAPIVersion},
	}
}

func extensionOperations() []operation {
	return []operation{
		{method: "GET", path: accountPath + "/extension", id: "listExtensions", group: groupMedium, scope: "ReadAccounts", permissions: []string{"ReadExtensions"},
			query: []string{"extensionNumber", "email", "page", "perPage", "status", "type"}, handle: (*Simulator).listExtensions},
		{method: "POST", path: accountPath + "/extension", id: "createExtension", group: groupMedium, scope: "EditAccounts", permissions: []string{"AddRemoveUsers"}, handle: (*Simulator).createExtension},
		{method: "GET", path: extensionPath, id: "readExtension", group: groupLight, scope: "ReadAccounts", permissions: []string{"ReadExtensions"}, handle: (*Simulator).readExtension},
		{method: "PUT", path: extensionPath, id: "updateExtension", group: groupMedium, scope: "EditExtensions", permissions: []string{"EditUserInfo", "EditUserCredentials"}, handle: (*Simulator).updateExtension},
		{method: "DELETE", path: extensionPath, id: "deleteExtension", group: groupMedium, scope: "EditAccounts", permissions: []string{"AddRemoveUsers"},
			query: []string{"savePhoneLines", "savePhoneNumbers"}, handle: (*Simulator).deleteExtension},
		{method: "POST", path: v2AccountPath + "/send-welcome-email", id: "sendWelcomeEmailV2", group: groupMedium, scope: "EditExtensions", permissions: []string{"Users"}, handle: (*Simulator).sendWelcomeEmail},
		{method: "GET", path: extensionPath + "/features", id: "readExtensionFeatures", group: groupMedium, scope: "ReadAccounts", permissions: []string{"ReadExtensions"},
			query: []string{"availableOnly", "featureId"}, handle: (*Simulator).readExtensionFeatures},
		{method: "GET", path: extensionPath + "/phone-number", id: "listExtensionPhoneNumbers", group: groupLight, scope: "ReadAccounts", permissions: []string{"ReadUserPhoneNumbers"},
			query: []string{"status", "usageType", "page", "perPage"}, handle: (*Simulator).listExtensionPhoneNumbers},
		{method: "DELETE", path: v2AccountPath + "/extensions", id: "bulkDeleteUsersV2", group: groupHeavy, scope: "EditAccounts", permissions: []string{"Users"}, handle: (*Simulator).bulkDeleteUsers},
	}
}

func roleOperations() []operation {
	return []operation{
		{method: "GET", path: accountPath + "/user-role", id: "listUserRoles", group: groupMedium, scope: "ReadAccounts", permissions: []string{"ReadUserRoles"},
			query: []string{"custom", "page", "perPage"}, handle: (*Simulator).listUserRoles},
		{method: "POST", path: accountPath + "/user-role", id: "createCustomRole", group: groupMedium, scope: "RoleManagement", permissions: []string{"EditUserRoles"},
			query: []string{"advancedPermissions"}, handle: (*Simulator).createCustomRole},
		{method: "GET", path: accountPath + "/user-role/default", id: "readDefaultRole", group: groupLight, scope: "RoleManagement", permissions: []string{"Roles"}, handle: (*Simulator).readDefaultRole},
		{method: "PUT", path: accountPath + "/user-role/default", id: "updateDefaultUserRole", group: groupMedium, scope: "RoleManagement", permissions: []string{"Roles"}, handle: (*Simulator).updateDefaultRole},
		{method: "GET", path: accountPath + "/user-role/{roleId}", id: "readUserRole", group: groupLight, scope: "ReadAccounts", permissions: []string{"ReadUserRoles"},
			query: []string{"advancedPermissions"}, handle: (*Simulator).readUserRole},
		{method: "PUT", path: accountPath + "/user-role/{roleId}", id: "updateUserRole", group: groupMedium, scope: "RoleManagement", permissions: []string{"EditUserRoles"},
			query: []string{"advancedPermissions"}, handle: (*Simulator).updateUserRole},
		{method: "DELETE", path: accountPath + "/user-role/{roleId}", id: "deleteCustomRole", group: groupMedium, scope: "RoleManagement", permissions: []string{"EditUserRoles"},
			query: []string{"validateOnly"}, handle: (*Simulator).deleteCustomRole},
		{method: "POST", path: accountPath + "/user-role/{roleId}/bulk-assign", id: "assignMultipleUserRoles", group: groupHeavy, scope: "RoleManagement", permissions: []string{"EditUserRoles"}, handle: (*Simulator).assignMultipleUserRoles},
		{method: "GET", path: accountPath + "/assigned-role", id: "listAssignedRoles", group: groupMedium, scope: "ReadAccounts", permissions: []string{"ReadAssignedRoles"},
			query: []string{"showHidden", "page", "perPage"}, handle: (*Simulator).listAssignedRoles},
		{method: "GET", path: extensionPath + "/assigned-role", id: "listUserAssignedRoles", group: groupLight, scope: "ReadAccounts", permissions: []string{"ReadAssignedRoles"},
			query: []string{"showHidden"}, handle: (*Simulator).listUserAssignedRoles},
		{method: "PUT", path: extensionPath + "/assigned-role", id: "updateUserAssignedRoles", group: groupMedium, scope: "RoleManagement", permissions: []string{"EditAssignedRoles"}, handle: (*Simulator).updateUserAssignedRoles},
		{method: "PUT", path: extensionPath + "/assigned-role/default", id: "assignDefaultRole", group: groupMedium, scope: "RoleManagement", permissions: []string{"Users"}, handle: (*Simulator).assignDefaultRole},
		{method: "GET", path: extensionPath + "/authz-profile", id: "readAuthorizationProfile", group: groupMedium, query: []string{"targetExtensionId"}, handle: (*Simulator).readAuthorizationProfile},
		{method: "GET", path: extensionPath + "/authz-profile/check", id: "checkUserPermission", group: groupLight,
			query: []string{"permissionId", "targetExtensionId"}, handle: (*Simulator).checkUserPermission},
	}
}

func dictionaryOperations() []operation {
	const dictionary = "/restapi/v1.0/dictionary"
	return []operation{
		{method: "GET", path: dictionary + "/user-role", id: "listStandardUserRole", group: groupLight,
			query: []string{"servicePlanId", "page", "perPage", "advancedPermissions"}, handle: (*Simulator).listStandardRoles},
		{method: "GET", path: dictionary + "/user-role/{roleId}", id: "readStandardUserRole", group: groupLight, handle: (*Simulator).readStandardRole},
		{method: "GET", path: dictionary + "/permission", id: "listPermissions", group: groupLight,
			query: []string{"page", "perPage", "assignable", "servicePlanId"}, handle: (*Simulator).listPermissions},
		{method: "GET", path: dictionary + "/permission/{permissionId}", id: "readPermission", group: groupLight, query: []string{"servicePlanId"}, handle: (*Simulator).readPermission},
		{method: "GET", path: dictionary + "/permission-category", id: "listPermissionCategories", group: groupLight,
			query: []string{"page", "perPage", "servicePlanId"}, handle: (*Simulator).listPermissionCategories},
		{method: "GET", path: dictionary + "/permission-category/{permissionCategoryId}", id: "readPermissionCategory", group: groupLight, handle: (*Simulator).readPermissionCategory},
	}
}

func accountOperations() []operation {
	return []operation{
		{method: "GET", path: accountPath, id: "readAccountInfo", group: groupLight, scope: "ReadAccounts", permissions: []string{"ReadCompanyInfo"}, handle: (*Simulator).readAccountInfo},
		{method: "GET", path: accountPath + "/sites", id: "listSites", group: groupLight, scope: "ReadAccounts", permissions: []string{"ReadExtensions"},
			query: []string{"page", "perPage"}, handle: (*Simulator).listSites},
		{method: "POST", path: accountPath + "/audit-trail/search", id: "auditTrailSearch", group: groupHeavy, scope: "ReadAuditTrail", handle: (*Simulator).searchAuditTrail},
		{method: "GET", path: v2AccountPath + "/cost-centers", id: "listCostCenters", group: groupLight, scope: "ReadAccounts", permissions: []string{"CostCenterManagement"}, handle: (*Simulator).listCostCenters},
	}
}

// findOperation returns the operation for a request and the values of its path
// parameters. Without one, allowed holds the methods that the path has.
func (s *Simulator) findOperation(method, path string) (op *operation, parameters map[string]string, allowed []string) {
	literals := -1
	for i := range s.operations {
		candidate := &s.operations[i]
		values, fixed, matches := matchPath(candidate.path, path)
		if !matches {
			continue
		}
		if candidate.method != method {
			allowed = append(allowed, candidate.method)
		} else if fixed > literals {
			op, parameters, literals = candidate, values, fixed
		}
	}
	return op, parameters, allowed
}

// matchPath matches a path against a template and counts the segments that are
// not parameters.
func matchPath(template, path string) (values map[string]string, fixed int, matches bool) {
	templateSegments, pathSegments := strings.Split(template, "/"), strings.Split(path, "/")
	if len(templateSegments) != len(pathSegments) {
		return nil, 0, false
	}
	values = map[string]string{}
	for i, segment := range templateSegments {
		switch {
		case strings.HasPrefix(segment, "{"):
			if pathSegments[i] == "" {
				return nil, 0, false
			}
			values[strings.Trim(segment, "{}")] = pathSegments[i]
		case segment != pathSegments[i]:
			return nil, 0, false
		default:
			fixed++
		}
	}
	return values, fixed, true
}
