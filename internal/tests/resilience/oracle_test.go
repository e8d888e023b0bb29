// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformmodel"
)

// verdict is what is wrong with an account. Each list is to be empty.
type verdict struct {
	// lost are objects that the configuration has and the account, or the state, has not.
	lost []string
	// doubled are objects that are there more than once.
	doubled []string
	// orphans are objects of the account that no state knows of.
	orphans []string
	// different are objects that are not as they are declared.
	different []string
}

func (v *verdict) String() string {
	var all strings.Builder
	for _, list := range []struct {
		name  string
		items []string
	}{{"lost", v.lost}, {"doubled", v.doubled}, {"orphan", v.orphans}, {"different", v.different}} {
		for _, item := range list.items {
			fmt.Fprintf(&all, "%s: %s\n", list.name, item)
		}
	}
	return all.String()
}

func (v *verdict) differs(format string, arguments ...any) {
	v.different = append(v.different, fmt.Sprintf(format, arguments...))
}

// judge compares the account with a configuration and the state.
func (a *account) judge(c terraformmodel.Configuration) *verdict {
	v := &verdict{}
	known := map[string]string{} // addresses by the IDs of objects
	for _, address := range slices.Sorted(maps.Keys(a.State)) {
		instance := a.State[address]
		kind := instance.Type
		if kind != userType && kind != roleType {
			continue
		}
		id := instance.Text("id")
		if other, twice := known[id]; twice {
			v.doubled = append(v.doubled, fmt.Sprintf("%s and %s are the same object %s", other, address, id))
		}
		known[id] = address
		if !slices.ContainsFunc(c.Resources, func(b terraformmodel.Block) bool { return b.Address() == address }) {
			v.orphans = append(v.orphans, fmt.Sprintf("%s is in the state and not in the configuration", address))
		}
	}
	for i := range c.Resources {
		a.judgeBlock(&c.Resources[i], v)
	}
	for _, e := range a.Extensions() {
		if known[e.ID] == "" && !a.isOwn(e) {
			v.stray(fmt.Sprintf("extension %s, %s %s <%s>, %s", e.ID, e.Contact.FirstName, e.Contact.LastName, e.Contact.Email, e.Status),
				slices.ContainsFunc(c.Resources, func(b terraformmodel.Block) bool {
					return b.Type == userType && b.Values["email"] == e.Contact.Email && b.Values["first_name"] == e.Contact.FirstName && a.State[b.Address()] != nil
				}))
		}
	}
	for _, role := range a.Roles() {
		if role.Custom && known[role.ID] == "" && !a.own[role.ID] {
			v.stray(fmt.Sprintf("role %s %q", role.ID, role.DisplayName),
				slices.ContainsFunc(c.Resources, func(b terraformmodel.Block) bool {
					return b.Type == roleType && b.Values["display_name"] == role.DisplayName && a.State[b.Address()] != nil
				}))
		}
	}
	return v
}

// stray records an object of the account that the state does not know.
func (v *verdict) stray(object string, isDouble bool) {
	if isDouble {
		v.doubled = append(v.doubled, object)
	} else {
		v.orphans = append(v.orphans, object)
	}
}

func (a *account) isOwn(e simulator.Extension) bool {
	return a.own[e.ID] || e.ID == a.AccountID() || e.ID == a.Administrator().ExtensionID || e.Status == "Unassigned"
}

const (
	userType       = "ringcentral_service_user"
	roleType       = "ringcentral_user_role"
	assignmentType = "ringcentral_user_role_assignment"
)

func (a *account) judgeBlock(b *terraformmodel.Block, v *verdict) {
	address := b.Address()
	instance := a.State[address]
	if instance == nil {
		v.lost = append(v.lost, address+" is not in the state")
		return
	}
	if instance.Tainted {
		v.differs("%s is tainted", address)
	}
	id := instance.Text("id")
	switch b.Type {
	case userType:
		user, exists := a.Extension(id)
		if !exists {
			v.lost = append(v.lost, fmt.Sprintf("%s, extension %s, is not in the account", address, id))
			return
		}
		a.judgeUser(b, user, v)
	case roleType:
		role, exists := a.Role(id)
		if !exists {
			v.lost = append(v.lost, fmt.Sprintf("%s, role %s, is not in the account", address, id))
			return
		}
		for name, got := range map[string]string{"display_name": role.DisplayName, "description": role.Description} {
			if want := textOf(b.Values[name]); got != want {
				v.differs("%s has the %s %q instead of %q", address, name, got, want)
			}
		}
		if want := a.textsOf(b.Values["permissions"]); !slices.Equal(slices.Sorted(slices.Values(role.Permissions)), want) {
			v.differs("%s has the permissions %v instead of %v", address, role.Permissions, want)
		}
	case assignmentType:
		userID, roleID := a.resolve(b.Values["user_id"]), a.resolve(b.Values["role_id"])
		if user, _ := a.Extension(userID); !slices.Contains(user.RoleIDs, roleID) {
			v.differs("%s: user %s has the roles %v without %s", address, userID, user.RoleIDs, roleID)
		}
	}
}

func (a *account) judgeUser(b *terraformmodel.Block, user simulator.Extension, v *verdict) {
	want := map[string]string{"status": "Enabled", "type": "User", "first_name": "", "last_name": "", "email": "", "department": "", "job_title": ""}
	for _, name := range []string{"extension_number", "site_id", "cost_center_id"} {
		if b.Values[name] != nil {
			want[name] = ""
		}
	}
	got := map[string]string{
		"first_name": user.Contact.FirstName, "last_name": user.Contact.LastName, "email": user.Contact.Email, "status": user.Status, "type": user.Type,
		"department": user.Contact.Department, "job_title": user.Contact.JobTitle, "extension_number": user.ExtensionNumber, "site_id": user.SiteID, "cost_center_id": user.CostCenterID,
	}
	for name, fallback := range want {
		declared := fallback
		if b.Values[name] != nil {
			declared = textOf(b.Values[name])
		}
		if got[name] != declared {
			v.differs("%s has the %s %q instead of %q", b.Address(), name, got[name], declared)
		}
	}
	if b.Values["role_ids"] != nil {
		if want := a.textsOf(b.Values["role_ids"]); !slices.Equal(slices.Sorted(slices.Values(user.RoleIDs)), want) {
			v.differs("%s has the roles %v instead of %v", b.Address(), user.RoleIDs, want)
		}
	}
}

func textOf(value any) string {
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

// resolve returns a value with a reference replaced by the ID that it stands for.
func (a *account) resolve(value any) string {
	if ref, ok := value.(terraformmodel.Ref); ok {
		if instance := a.State[string(ref)]; instance != nil {
			return instance.Text("id")
		}
		return "?"
	}
	return textOf(value)
}

func (a *account) textsOf(value any) []string {
	elements, _ := value.([]any)
	var texts []string
	for _, element := range elements {
		texts = append(texts, a.resolve(element))
	}
	slices.Sort(texts)
	return texts
}

// wholeJWT matches any JWT, whoever issued it.
var wholeJWT = regexp.MustCompile(`eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}`)

// leaks returns where a secret is that must not be there: in the log, in what
// Terraform printed, or in the state.
func (a *account) leaks() []string {
	var found []string
	secrets := append([]string{marker}, a.planted...)
	for _, secret := range append(a.Secrets(), a.planted...) {
		if len(secret) < 6 {
			continue
		}
		secrets = append(secrets, secret, url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret)))
	}
	search := func(where, content string) {
		for _, secret := range secrets {
			if strings.Contains(content, secret) {
				found = append(found, where+" holds a secret")
				return
			}
		}
		if wholeJWT.MatchString(content) {
			found = append(found, where+" holds a JWT")
		}
	}
	search("the log", a.log.String())
	var printed strings.Builder
	for _, o := range a.outcomes {
		printed.WriteString(text(o))
		for _, value := range o.Outputs {
			printed.WriteString(value.String())
		}
	}
	search("what Terraform printed", printed.String())
	for address, instance := range a.State {
		search("the state of "+address, instance.Value.String()+string(instance.Private))
	}
	return found
}

// penalties returns the requests that a process has sent although the platform
// had told it to wait.
func (a *account) penalties() []string {
	type budget struct{ process, client, group string }
	type penalty struct{ from, until time.Time }
	penalties := map[budget][]penalty{}
	var found []string
	for _, r := range a.Requests() {
		b := budget{r.UserAgent, r.ClientID, r.Group}
		for _, p := range penalties[b] {
			if r.Group != "" && r.At.After(p.from) && r.At.Before(p.until) {
				found = append(found, fmt.Sprintf("%s %s was sent %s before the end of the penalty", r.Method, r.Path, p.until.Sub(r.At)))
			}
		}
		if r.Status == http.StatusTooManyRequests {
			wait := 30 * time.Second // what RingCentral asks for without Retry-After
			if seconds, err := strconv.Atoi(r.RetryAfter); err == nil {
				wait = time.Duration(seconds) * time.Second
			}
			penalties[b] = append(penalties[b], penalty{r.RespondedAt, r.RespondedAt.Add(wait)})
		}
	}
	return found
}
