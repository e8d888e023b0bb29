// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

const rolesPath = "/portal/roles"

// roleView is a role as the list shows it.
type roleView struct {
	simulator.Role
	Holders int
}

// Path is the address of the role's page.
func (v roleView) Path() string { return rolesPath + "/" + url.PathEscape(v.ID) }

func (s *site) roleView(role simulator.Role) roleView {
	view := roleView{Role: role}
	for _, e := range s.Extensions() {
		if slices.Contains(e.RoleIDs, role.ID) {
			view.Holders++
		}
	}
	return view
}

// showRoles lists the roles, as the Admin Portal does.
func (s *site) showRoles(w http.ResponseWriter, r *http.Request) {
	var views []roleView
	for _, role := range s.Roles() {
		views = append(views, s.roleView(role))
	}
	render(w, http.StatusOK, "roles.html", page{Title: "Roles", Section: sectionRoles, Notice: noticeOf(r), Data: views})
}

// roleForm is the page of one role.
type roleForm struct {
	Role        roleView
	Name        control
	Description control
	Permissions control
}

func (f *roleForm) controls() []*control {
	return []*control{&f.Name, &f.Description, &f.Permissions}
}

func (s *site) roleForm(role simulator.Role) roleForm {
	form := roleForm{
		Role:        s.roleView(role),
		Name:        control{ID: "name", Name: "name", Label: "Name", Required: true, MaxLength: 128, Value: role.DisplayName},
		Description: control{ID: "description", Name: "description", Label: "Description", MaxLength: 2000, Value: role.Description},
		Permissions: control{ID: "permissions", Name: "permissions", Label: "Permissions", Hint: "RingCentral adds the permissions that these include."},
	}
	for _, id := range simulator.AssignablePermissions() {
		form.Permissions.Choices = append(form.Permissions.Choices, choice{Value: id, Text: id, Chosen: slices.Contains(role.Permissions, id)})
	}
	return form
}

func (s *site) showRole(w http.ResponseWriter, r *http.Request) {
	role, ok := s.Role(r.PathValue("id"))
	if !ok {
		renderUnknown(w, sectionRoles, "role", r.PathValue("id"))
		return
	}
	render(w, http.StatusOK, "role.html", page{Title: role.DisplayName, Section: sectionRoles, Notice: noticeOf(r), Data: s.roleForm(role)})
}

// changeRole saves or deletes a custom role, as an administrator does by hand.
func (s *site) changeRole(w http.ResponseWriter, r *http.Request) {
	role, ok := s.Role(r.PathValue("id"))
	if !ok {
		renderUnknown(w, sectionRoles, "role", r.PathValue("id"))
		return
	}
	err := s.changeRoleAs(w, r, &role)
	if err == nil {
		return
	}
	form := s.roleForm(role)
	problems := mark(form.controls(), problemsOf(err))
	render(w, statusOf(err), "role.html", page{Title: role.DisplayName, Section: sectionRoles, Problems: problems, Data: form})
}

// changeRoleAs does what the pressed button says. role is then as it was filled in.
func (s *site) changeRoleAs(w http.ResponseWriter, r *http.Request, role *simulator.Role) error {
	if !role.Custom {
		return fmt.Errorf("a predefined role cannot be changed")
	}
	switch action := r.PostForm.Get("action"); action {
	case "save":
		edit := func(role *simulator.Role) {
			role.DisplayName, role.Description, role.Permissions = strings.TrimSpace(r.PostForm.Get("name")), r.PostForm.Get("description"), r.PostForm["permissions"]
		}
		edit(role)
		if role.DisplayName == "" {
			return simulator.FieldErrorf("name", "enter the name")
		}
		if err := s.EditRole(role.ID, edit); err != nil {
			return err
		}
		redirect(w, r, roleView{Role: *role}.Path(), "saved")
	case "delete":
		if err := s.RemoveRole(role.ID); err != nil {
			return err
		}
		redirect(w, r, rolesPath, "deleted")
	default:
		return fmt.Errorf("the form asks for the unknown action %q", action)
	}
	return nil
}
