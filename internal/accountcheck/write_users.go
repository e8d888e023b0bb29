// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"context"
	"crypto/rand"
	"math/big"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

const seatSuffix = "-seat"

// newUser is the body of a create. In an account with several sites it names the main one.
func (c *check) newUser(ctx context.Context, suffix, status string) (object, error) {
	name := c.name(suffix)
	body := object{"type": "User", "status": status, "contact": object{"firstName": name, "lastName": "Check", "email": name + domain}}
	sites, err := c.sites(ctx)
	if len(sites) > 1 {
		body["site"] = object{"id": mainSite}
	}
	return body, err
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
	if _, ok := isRefused(err); ok {
		found = declined(err, func(refused *ringcentral.Error) fragment {
			return fragment{Requests: []object{refusing("createExtension", object{"status": "Enabled"}, nil, refused)}}
		})
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
		return seen{
			text:    "yes",
			differs: fragment{Requests: []object{{"operations": []string{"createExtension"}, "default": object{"contact.emailAsLoginName": true}}}},
		}
	case false:
		return seen{text: "no"}
	default:
		return seen{
			text:    "the response does not say",
			differs: fragment{Responses: []object{{"operations": []string{"createExtension"}, "omit": []string{"contact.emailAsLoginName"}}}},
		}
	}
}

// answered are the attributes of a response to a create that the provider reads.
var answered = []string{"roles", "hidden", "creationTime", "costCenter", "status", "extensionNumber"}

func askCreated(created *ringcentral.Response) seen {
	return omission(absent([]object{created.Body}, answered), "", "createExtension")
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

func askSecondUser(ctx context.Context, c *check) seen {
	body, err := c.newUser(ctx, "two", "NotActivated")
	if err != nil {
		return failed(err)
	}
	_, id, err := c.create(ctx, body)
	if err != nil {
		return declined(err, nil)
	}
	c.created.second = id
	// The other questions need a user that every view shows.
	c.await(ctx, "extension", time.Now(), isInvisible, []view{c.byID(extensionPath + "/" + id), c.assigned(id, c.standardRole(ctx))})
	return seen{text: "yes"}
}

func (c *check) update(ctx context.Context, id string, body object) error {
	_, err := c.send(ctx, http.MethodPut, transport.Medium, extensionPath+"/"+id, body)
	return err
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
	return refusal(err, "createExtension", documentedError{"EXT-226", http.StatusConflict, ""})
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
	return refusal(c.update(ctx, c.created.second, object{"extensionNumber": number}), "updateExtension", documentedError{"EXT-218", http.StatusBadRequest, ""})
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
	return refusal(c.update(ctx, c.created.second, object{"password": "a"}), "updateExtension", documentedError{"PWD-005", http.StatusBadRequest, ""})
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
	response, err := c.send(
		ctx, http.MethodPut, transport.Medium, extensionPath+"/"+id,
		object{"contact": object{"firstName": name, "lastName": "Check", "email": name + domain}},
	)
	if _, ok := isRefused(err); ok {
		c.created.forget(id)
	}
	if err != nil {
		return declined(err, nil)
	}
	if textAt(response.Body, "status") == "Unassigned" {
		return seen{text: "no", differs: fragment{Account: object{"seatsNeedStatus": true}}}
	}
	return seen{text: "yes"}
}
