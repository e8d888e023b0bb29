// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package serviceuser

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

type model struct {
	ID               types.String `tfsdk:"id"`
	FirstName        types.String `tfsdk:"first_name"`
	LastName         types.String `tfsdk:"last_name"`
	Email            types.String `tfsdk:"email"`
	EmailAsLoginName types.Bool   `tfsdk:"email_as_login_name"`
	ExtensionNumber  types.String `tfsdk:"extension_number"`
	Status           types.String `tfsdk:"status"`
	Type             types.String `tfsdk:"type"`
	Department       types.String `tfsdk:"department"`
	JobTitle         types.String `tfsdk:"job_title"`
	SiteID           types.String `tfsdk:"site_id"`
	CostCenterID     types.String `tfsdk:"cost_center_id"`
	Hidden           types.Bool   `tfsdk:"hidden"`
	RoleIDs          types.Set    `tfsdk:"role_ids"`
	SendWelcomeEmail types.Bool   `tfsdk:"send_welcome_email"`

	UseUnassignedSeat types.Bool `tfsdk:"use_unassigned_seat"`

	PasswordWO        types.String `tfsdk:"password_wo"`
	PasswordWOVersion types.Int64  `tfsdk:"password_wo_version"`
	IVRPINWO          types.String `tfsdk:"ivr_pin_wo"`
	IVRPINWOVersion   types.Int64  `tfsdk:"ivr_pin_wo_version"`

	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

func (m *model) roleIDs(ctx context.Context, diags *diag.Diagnostics) []string {
	var ids []string
	if !m.RoleIDs.IsNull() && !m.RoleIDs.IsUnknown() {
		diags.Append(m.RoleIDs.ElementsAs(ctx, &ids, false)...)
	}
	return ids
}

// knowsRoles reports whether every declared role has an ID already.
func (m *model) knowsRoles() bool {
	if m.RoleIDs.IsUnknown() {
		return false
	}
	for _, element := range m.RoleIDs.Elements() {
		if element.IsUnknown() {
			return false
		}
	}
	return true
}

// creation returns the request that creates the planned user. Its password and
// IVR PIN are in the configuration only.
func (m *model) creation(config *model) *ringcentral.ExtensionCreate {
	create := &ringcentral.ExtensionCreate{
		Contact:         m.contact(),
		ExtensionNumber: m.ExtensionNumber.ValueString(),
		Status:          m.Status.ValueString(),
		Type:            m.Type.ValueString(),
		Hidden:          knownBool(m.Hidden),
		Password:        config.PasswordWO.ValueString(),
		IVRPIN:          config.IVRPINWO.ValueString(),
	}
	if id := m.SiteID.ValueString(); id != "" {
		create.Site = &ringcentral.SiteReference{ID: ringcentral.ID(id)}
	}
	if id := m.CostCenterID.ValueString(); id != "" {
		create.CostCenter = &ringcentral.CostCenterReference{ID: ringcentral.ID(id)}
	}
	return create
}

func (m *model) contact() ringcentral.ContactCreate {
	return ringcentral.ContactCreate{
		FirstName:  m.FirstName.ValueString(),
		LastName:   m.LastName.ValueString(),
		Email:      m.Email.ValueString(),
		Department: m.Department.ValueString(),
		JobTitle:   m.JobTitle.ValueString(),

		EmailAsLoginName: knownBool(m.EmailAsLoginName),
	}
}

// knownBool returns nil for a value that the configuration leaves to RingCentral.
func knownBool(value types.Bool) *bool {
	if value.IsUnknown() {
		return nil
	}
	return value.ValueBoolPointer()
}

// asNew names the user for messages.
func (m *model) asNew() findings.NewObject {
	name := strings.TrimSpace(m.FirstName.ValueString() + " " + m.LastName.ValueString())
	return findings.NewObject{
		Name:         fmt.Sprintf("a user %s with the e-mail address %s", name, m.Email.ValueString()),
		ResourceType: "ringcentral_service_user",
		Key:          "email",
	}
}

// secretsUpdate adds the password and the IVR PIN whose versions plan changes,
// and reports whether there are any.
func (m *model) secretsUpdate(request *ringcentral.ExtensionUpdate, plan, config *model) (changed bool) {
	for _, secret := range []struct {
		from, to types.Int64
		value    types.String
		field    **string
	}{
		{m.PasswordWOVersion, plan.PasswordWOVersion, config.PasswordWO, &request.Password},
		{m.IVRPINWOVersion, plan.IVRPINWOVersion, config.IVRPINWO, &request.IVRPIN},
	} {
		if !secret.from.Equal(secret.to) && !secret.value.IsNull() {
			*secret.field = secret.value.ValueStringPointer()
			changed = true
		}
	}
	return changed
}

// update returns a request with only what plan changes, and whether there is anything.
func (m *model) update(plan *model) (request *ringcentral.ExtensionUpdate, changed bool) {
	request = &ringcentral.ExtensionUpdate{}
	contact := &ringcentral.ContactUpdate{}
	differs := func(from, to types.String) *string {
		if to.IsUnknown() || from.Equal(to) {
			return nil
		}
		changed = true
		value := to.ValueString()
		return &value
	}
	contact.FirstName = differs(m.FirstName, plan.FirstName)
	contact.LastName = differs(m.LastName, plan.LastName)
	contact.Email = differs(m.Email, plan.Email)
	contact.Department = differs(m.Department, plan.Department)
	contact.JobTitle = differs(m.JobTitle, plan.JobTitle)
	if !plan.EmailAsLoginName.IsNull() && !plan.EmailAsLoginName.IsUnknown() && !plan.EmailAsLoginName.Equal(m.EmailAsLoginName) {
		contact.EmailAsLoginName, changed = plan.EmailAsLoginName.ValueBoolPointer(), true
	}
	if changed {
		request.Contact = contact
	}
	request.ExtensionNumber = differs(m.ExtensionNumber, plan.ExtensionNumber)
	request.Status = differs(m.Status, plan.Status)
	request.Type = differs(m.Type, plan.Type)
	if id := differs(m.SiteID, plan.SiteID); id != nil {
		request.Site = &ringcentral.SiteReference{ID: ringcentral.ID(*id)}
	}
	return request, changed
}

// unapplied names the attributes of a plan for which the platform returned
// another value than was asked for.
func (m *model) unapplied(plan *model) []string {
	var names []string
	for _, attribute := range []struct {
		name              string
		observed, planned attr.Value
	}{
		{"first_name", m.FirstName, plan.FirstName},
		{"last_name", m.LastName, plan.LastName},
		{"email", m.Email, plan.Email},
		{"email_as_login_name", m.EmailAsLoginName, plan.EmailAsLoginName},
		{"extension_number", m.ExtensionNumber, plan.ExtensionNumber},
		{"status", m.Status, plan.Status},
		{"type", m.Type, plan.Type},
		{"department", m.Department, plan.Department},
		{"job_title", m.JobTitle, plan.JobTitle},
		{"site_id", m.SiteID, plan.SiteID},
		{"cost_center_id", m.CostCenterID, plan.CostCenterID},
		{"hidden", m.Hidden, plan.Hidden},
		{"role_ids", m.RoleIDs, plan.RoleIDs},
	} {
		if !attribute.planned.IsUnknown() && !attribute.planned.Equal(attribute.observed) {
			names = append(names, attribute.name)
		}
	}
	return names
}

// completedBy returns the plan with everything that it leaves open taken from
// what was observed.
func (m model) completedBy(observed *model) model {
	m.ID = observed.ID
	for _, attribute := range []struct {
		planned  *types.String
		observed types.String
	}{
		{&m.ExtensionNumber, observed.ExtensionNumber},
		{&m.SiteID, observed.SiteID},
		{&m.CostCenterID, observed.CostCenterID},
	} {
		if attribute.planned.IsUnknown() {
			*attribute.planned = attribute.observed
		}
	}
	if m.Hidden.IsUnknown() {
		m.Hidden = observed.Hidden
	}
	if m.EmailAsLoginName.IsUnknown() {
		m.EmailAsLoginName = observed.EmailAsLoginName
	}
	if m.RoleIDs.IsUnknown() {
		m.RoleIDs = observed.RoleIDs
	}
	return m
}

// set takes over what the API says of the user, except its roles. RingCentral leaves
// attributes out of some responses: an absent one says nothing, so what m knows stays. Only
// texts that can be empty are null if they are absent.
func (m *model) set(e *ringcentral.Extension) {
	m.ID = types.StringValue(string(e.ID))
	m.forgetUnknown()
	if e.Type == "" && e.Status == "" { // the response says only which user it was
		return
	}
	m.FirstName = types.StringValue(e.Contact.FirstName)
	m.LastName = configured.OptionalString(e.Contact.LastName)
	if !strings.EqualFold(m.Email.ValueString(), e.Contact.Email) {
		m.Email = types.StringValue(e.Contact.Email)
	}
	m.ExtensionNumber = configured.OptionalString(e.ExtensionNumber)
	m.Status = types.StringValue(e.Status)
	m.Type = types.StringValue(e.Type)
	m.Department = configured.OptionalString(e.Contact.Department)
	m.JobTitle = configured.OptionalString(e.Contact.JobTitle)
	if e.Site != nil {
		m.SiteID = configured.OptionalString(string(e.Site.ID))
	}
	if e.CostCenter != nil {
		m.CostCenterID = configured.OptionalString(string(e.CostCenter.ID))
	}
	if e.Hidden != nil {
		m.Hidden = types.BoolValue(*e.Hidden)
	}
	if e.Contact.EmailAsLoginName != nil {
		m.EmailAsLoginName = types.BoolValue(*e.Contact.EmailAsLoginName)
	}
}

// forgetUnknown makes null what a plan leaves open, because a state has no unknown values.
func (m *model) forgetUnknown() {
	for _, text := range []*types.String{&m.ExtensionNumber, &m.SiteID, &m.CostCenterID} {
		if text.IsUnknown() {
			*text = types.StringNull()
		}
	}
	for _, flag := range []*types.Bool{&m.Hidden, &m.EmailAsLoginName} {
		if flag.IsUnknown() {
			*flag = types.BoolNull()
		}
	}
}

// setRoles takes over the roles in a response; nil says nothing, as in set.
func (m *model) setRoles(roles []ringcentral.AssignedRole) {
	if roles == nil {
		return
	}
	m.RoleIDs = configured.StringSet(ringcentral.RoleIDs(roles))
}
