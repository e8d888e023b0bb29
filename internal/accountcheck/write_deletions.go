// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

func askDeleteOne(ctx context.Context, c *check) seen {
	err := c.deleteUser(ctx, c.created.second)
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
	response, err := c.send(
		ctx, http.MethodDelete, transport.Heavy, "/restapi/v2/accounts/~/extensions",
		object{"keepAssetsInInventory": true, "records": entries},
	)
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
	c.created.users = deleteEach(ctx, c.created.users, c.deleteUser)
	c.created.freedAt = time.Now()
	return s
}
