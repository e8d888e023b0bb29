// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

const (
	usersPath  = "/portal/users"
	unassigned = "Unassigned"
)

// userView is a user as the list shows it.
type userView struct {
	simulator.Extension
	RoleNames string
}

// Path is the address of the user's page.
func (v userView) Path() string { return usersPath + "/" + url.PathEscape(v.ID) }

// usersView is the page of all users and unassigned seats.
type usersView struct {
	Users []userView
	Seats int
}

// showUsers lists the users, as the Admin Portal does.
func (s *site) showUsers(w http.ResponseWriter, r *http.Request) {
	var view usersView
	for _, e := range s.Extensions() {
		switch {
		case e.Status == unassigned:
			view.Seats++
		case slices.Contains(userTypes, e.Type):
			view.Users = append(view.Users, userView{e, s.roleNames(e.RoleIDs)})
		}
	}
	render(w, http.StatusOK, "users.html", page{Title: "Users", Section: sectionUsers, Notice: noticeOf(r), Data: view})
}

var userTypes = []string{"User", "VirtualUser", "DigitalUser", "FlexibleUser"}

func (s *site) roleNames(ids []string) string {
	var names []string
	for _, id := range ids {
		if role, ok := s.Role(id); ok {
			names = append(names, role.DisplayName)
		}
	}
	return cmp.Or(strings.Join(names, ", "), "None")
}

// addSeat adds an unassigned seat, as buying a license does.
func (s *site) addSeat(w http.ResponseWriter, r *http.Request) {
	s.AddExtension(simulator.Extension{Type: "User", Status: unassigned, DigitalLines: 1})
	redirect(w, r, usersPath, "seat")
}

// userForm is the page of one user.
type userForm struct {
	User   userView
	Fields []*control
	Status control
	Hidden control
	Roles  control
}

func (f *userForm) controls() []*control {
	return append(slices.Clone(f.Fields), &f.Status, &f.Hidden, &f.Roles)
}

// userFields are the attributes of a user that are text, by the name of the field.
var userFields = []struct {
	name, label string
	required    bool
	of          func(*simulator.Extension) *string
}{
	{"first_name", "First name", true, func(e *simulator.Extension) *string { return &e.Contact.FirstName }},
	{"last_name", "Last name", false, func(e *simulator.Extension) *string { return &e.Contact.LastName }},
	{"email", "E-mail", true, func(e *simulator.Extension) *string { return &e.Contact.Email }},
	{"extension_number", "Extension number", true, func(e *simulator.Extension) *string { return &e.ExtensionNumber }},
	{"department", "Department", false, func(e *simulator.Extension) *string { return &e.Contact.Department }},
	{"job_title", "Job title", false, func(e *simulator.Extension) *string { return &e.Contact.JobTitle }},
}

func (s *site) userForm(e simulator.Extension) userForm {
	form := userForm{
		User: userView{e, s.roleNames(e.RoleIDs)},
		Status: control{ID: "status", Name: "status", Label: "Status", Required: true, Choices: radioButtons(e.Status, "",
			choice{Value: "Enabled", Text: "Enabled"}, choice{Value: "Disabled", Text: "Disabled"},
			choice{Value: "Frozen", Text: "Frozen"}, choice{Value: "NotActivated", Text: "Not activated"})},
		Hidden: control{ID: "hidden", Name: "hidden", Label: "Company directory", Required: true, Choices: radioButtons(yesOrNo(e.Hidden), "",
			choice{Value: "no", Text: "Shown"}, choice{Value: "yes", Text: "Hidden"})},
		Roles: control{ID: "roles", Name: "roles", Label: "Roles", Hint: "Every user has at least one role."},
	}
	for _, field := range userFields {
		form.Fields = append(form.Fields, &control{ID: field.name, Name: field.name, Label: field.label, Required: field.required, Value: *field.of(&e)})
	}
	for _, role := range s.Roles() {
		form.Roles.Choices = append(form.Roles.Choices, choice{Value: role.ID, Text: role.DisplayName, Code: role.ID, Chosen: slices.Contains(e.RoleIDs, role.ID)})
	}
	return form
}

func yesOrNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

func (s *site) showUser(w http.ResponseWriter, r *http.Request) {
	e, ok := s.Extension(r.PathValue("id"))
	if !ok {
		renderUnknown(w, sectionUsers, "user", r.PathValue("id"))
		return
	}
	render(w, http.StatusOK, "user.html", page{Title: e.Name(), Section: sectionUsers, Notice: noticeOf(r), Data: s.userForm(e)})
}

// changeUser saves or deletes a user, as an administrator does by hand.
func (s *site) changeUser(w http.ResponseWriter, r *http.Request) {
	e, ok := s.Extension(r.PathValue("id"))
	if !ok {
		renderUnknown(w, sectionUsers, "user", r.PathValue("id"))
		return
	}
	var err error
	filledIn := e
	switch action := r.PostForm.Get("action"); action {
	case "save":
		edit := func(e *simulator.Extension) {
			for _, field := range userFields {
				*field.of(e) = strings.TrimSpace(r.PostForm.Get(field.name))
			}
			e.Status, e.Hidden = r.PostForm.Get("status"), r.PostForm.Get("hidden") == "yes"
			e.RoleIDs, e.RolesAutoAssigned = r.PostForm["roles"], false
		}
		edit(&filledIn)
		if err = checkUser(filledIn); err == nil {
			err = s.EditExtension(e.ID, edit)
		}
		if err == nil {
			redirect(w, r, userView{Extension: e}.Path(), "saved")
			return
		}
	case "delete":
		if err = s.RemoveExtension(e.ID); err == nil {
			redirect(w, r, usersPath, "deleted")
			return
		}
	default:
		err = fmt.Errorf("the form asks for the unknown action %q", action)
	}
	form := s.userForm(filledIn)
	problems := mark(form.controls(), problemsOf(err))
	render(w, statusOf(err), "user.html", page{Title: e.Name(), Section: sectionUsers, Problems: problems, Data: form})
}

// checkUser refuses what no form of the Admin Portal sends.
func checkUser(e simulator.Extension) error {
	for _, field := range userFields {
		if field.required && *field.of(&e) == "" {
			return simulator.FieldErrorf(field.name, "enter the %s", strings.ToLower(field.label))
		}
	}
	if !slices.Contains([]string{"Enabled", "Disabled", "Frozen", "NotActivated"}, e.Status) {
		return simulator.FieldErrorf("status", "choose a status")
	}
	if len(e.RoleIDs) == 0 {
		return simulator.FieldErrorf("roles", "choose at least one role")
	}
	return nil
}
