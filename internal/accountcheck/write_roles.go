// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// standardRole is the ID of the role Standard, which every account has.
func (c *check) standardRole(ctx context.Context) string {
	roles, _ := c.listedRoles(ctx)
	for _, role := range roles {
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
	response, err := c.send(ctx, http.MethodPost, transport.Medium, rolePath, c.newRole())
	if err != nil {
		return declined(err, nil)
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
		if !holds(response.Body["permissions"], id) {
			permissions = "permissions missing"
		}
	}
	breaks := "line breaks kept"
	if !strings.Contains(textAt(response.Body, "description"), "\n") {
		breaks = "line breaks lost"
	}
	return seen{text: fmt.Sprintf("scope %s, %s, %s", scope, permissions, breaks), differs: found}
}

func askRoleDuplicate(ctx context.Context, c *check) seen {
	response, err := c.send(ctx, http.MethodPost, transport.Medium, rolePath, c.newRole())
	if err == nil {
		c.created.roles = append(c.created.roles, textAt(response.Body, "id"))
		return seen{text: "not refused: a role with the same name was created"}
	}
	return refusal(err, "createCustomRole", documentedError{"CMN-101", http.StatusBadRequest, ""})
}

func askTwoRoles(ctx context.Context, c *check) seen {
	_, err := c.assign(ctx, c.created.first, c.standardRole(ctx), c.created.role)
	return accepted(err, nil)
}

func askBulkAssign(ctx context.Context, c *check) seen {
	_, err := c.send(
		ctx, http.MethodPost, transport.Heavy, rolePath+"/"+c.created.role+"/bulk-assign",
		object{"addedExtensionIds": []string{c.created.second}},
	)
	return accepted(err, func(*ringcentral.Error) fragment {
		return fragment{Account: object{"unavailableOperations": []string{"assignMultipleUserRoles"}}}
	})
}

func askRoleHeld(ctx context.Context, c *check) seen {
	err := c.deleteRole(ctx, c.created.role)
	if err == nil {
		c.created.forget(c.created.role)
		c.created.role = ""
		return seen{text: "not refused: the role was deleted"}
	}
	return refusal(err, "deleteCustomRole", documentedError{"CMN-101", http.StatusBadRequest, ""})
}
