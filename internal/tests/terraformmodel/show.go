// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
)

const sourceAddress = "registry.terraform.io/ringcentral-community/ringcentral"

// actionsOf maps what is done to the words of Terraform's plan format.
var actionsOf = map[string]tfjson.Actions{
	create:  {tfjson.ActionCreate},
	update:  {tfjson.ActionUpdate},
	replace: {tfjson.ActionDelete, tfjson.ActionCreate},
	destroy: {tfjson.ActionDelete},
	forget:  {tfjson.ActionForget},
	noop:    {tfjson.ActionNoop},
}

// JSON returns the plan as terraform show -json does.
func (s *Saved) JSON() *tfjson.Plan {
	plan := &tfjson.Plan{FormatVersion: "1.2", OutputChanges: map[string]*tfjson.Change{}}
	for _, address := range slices.Sorted(maps.Keys(s.drifted)) {
		if before := s.drifted[address]; before != nil {
			c := &change{address: address, action: update, prior: before.Value, planned: tftypes.NewValue(before.Value.Type(), nil)}
			if after := s.refreshed(address); after != nil {
				c.planned = after.Value
			} else {
				c.action = destroy
			}
			plan.ResourceDrift = append(plan.ResourceDrift, c.json())
		}
	}
	if !s.options.RefreshOnly {
		for _, address := range slices.Sorted(maps.Keys(s.run.changes)) {
			plan.ResourceChanges = append(plan.ResourceChanges, s.run.changes[address].json())
		}
		for _, node := range slices.Sorted(maps.Keys(s.run.deferred)) {
			value := s.run.values[node]
			c := change{address: node, prior: tftypes.NewValue(value.Type(), nil), planned: value}
			described := c.json()
			described.Mode, described.Change.Actions = tfjson.DataResourceMode, tfjson.Actions{tfjson.ActionRead}
			plan.ResourceChanges = append(plan.ResourceChanges, described)
		}
	}
	for _, name := range s.outputNames() {
		before, had := s.outputs[name]
		after, has := s.run.exports[name]
		has = has && !s.options.Destroy
		c := &tfjson.Change{Actions: tfjson.Actions{tfjson.ActionNoop}, AfterUnknown: false}
		if had {
			c.Before = plain(before.Value)
		}
		if has {
			c.After, c.AfterUnknown = plain(after.Value), unknownIn(after.Value)
		}
		switch {
		case !had:
			c.Actions = tfjson.Actions{tfjson.ActionCreate}
		case !has:
			c.Actions = tfjson.Actions{tfjson.ActionDelete}
		case !before.Value.RawEquals(after.Value) || before.Sensitive != after.Sensitive:
			c.Actions = tfjson.Actions{tfjson.ActionUpdate}
		}
		plan.OutputChanges[name] = c
	}
	return plan
}

func (s *Saved) refreshed(address string) *Instance { return s.run.State[address] }

func (s *Saved) outputNames() []string {
	names := map[string]bool{}
	for name := range s.outputs {
		names[name] = true
	}
	for name := range s.run.exports {
		names[name] = true
	}
	return slices.Sorted(maps.Keys(names))
}

func (c *change) json() *tfjson.ResourceChange {
	typeName, name, key := split(c.address)
	after := converted(c.planned)
	described := &tfjson.ResourceChange{
		Address: c.address, Mode: tfjson.ManagedResourceMode, Type: typeName, Name: name, Index: key, ProviderName: sourceAddress,
		Change: &tfjson.Change{Actions: actionsOf[c.action], Before: plain(converted(c.prior)), After: plain(after), AfterUnknown: unknownIn(after)},
	}
	if c.importing {
		described.Change.Importing = &tfjson.Importing{}
	}
	return described
}

// split takes an address apart.
func split(address string) (typeName, name string, key any) {
	address = strings.TrimPrefix(address, "data.")
	typeName, name, _ = strings.Cut(address, ".")
	if i := strings.IndexByte(name, '['); i > 0 {
		var decoded any
		decoder := json.NewDecoder(strings.NewReader(strings.TrimSuffix(name[i+1:], "]")))
		decoder.UseNumber()
		if decoder.Decode(&decoded) == nil {
			key = decoded
		}
		name = name[:i]
	}
	return typeName, name, key
}

func converted(value tftypes.Value) cty.Value {
	result, err := toCty(value)
	if err != nil {
		return cty.DynamicVal
	}
	return result
}

// plain returns a value as the JSON decoder would; what is unknown is left out.
func plain(value cty.Value) any {
	value, _ = value.Unmark()
	of := value.Type()
	switch {
	case value.IsNull() || !value.IsKnown():
		return nil
	case of == cty.String:
		return value.AsString()
	case of == cty.Bool:
		return value.True()
	case of == cty.Number:
		return json.Number(value.AsBigFloat().Text('f', -1))
	case of.IsObjectType() || of.IsMapType():
		members := map[string]any{}
		for name, member := range value.AsValueMap() {
			if member.IsKnown() {
				members[name] = plain(member)
			}
		}
		return members
	default:
		elements := []any{}
		for _, element := range value.AsValueSlice() {
			elements = append(elements, plain(element))
		}
		return elements
	}
}

// unknownIn returns true for what is unknown, in the structure of the value.
func unknownIn(value cty.Value) any {
	value, _ = value.Unmark()
	of := value.Type()
	switch {
	case !value.IsKnown():
		return true
	case value.IsNull() || of.IsPrimitiveType():
		return false
	case of.IsObjectType() || of.IsMapType():
		members := map[string]any{}
		for name, member := range value.AsValueMap() {
			if found := unknownIn(member); found != false {
				members[name] = found
			}
		}
		return members
	default:
		elements, has := []any{}, false
		for _, element := range value.AsValueSlice() {
			found := unknownIn(element)
			elements, has = append(elements, found), has || holdsTrue(found)
		}
		if !has {
			return false
		}
		return elements
	}
}

// JSON returns the state as terraform show -json does.
func (t *Terraform) JSON() *tfjson.State {
	state := &tfjson.State{FormatVersion: "1.0"}
	if len(t.State)+len(t.Data)+len(t.Outputs) == 0 {
		return state
	}
	root := &tfjson.StateModule{}
	state.Values = &tfjson.StateValues{RootModule: root, Outputs: map[string]*tfjson.StateOutput{}}
	for _, mode := range []struct {
		mode      tfjson.ResourceMode
		instances map[string]*Instance
	}{{tfjson.DataResourceMode, t.Data}, {tfjson.ManagedResourceMode, t.State}} {
		for _, address := range slices.Sorted(maps.Keys(mode.instances)) {
			instance := mode.instances[address]
			typeName, name, key := split(address)
			values, _ := plain(converted(instance.Value)).(map[string]any)
			root.Resources = append(root.Resources, &tfjson.StateResource{
				Address: address, Mode: mode.mode, Type: typeName, Name: name, Index: key, ProviderName: sourceAddress,
				AttributeValues: values, Tainted: instance.Tainted, DependsOn: instance.Dependencies, IdentityValues: identityValues(instance.Identity),
			})
		}
	}
	for name, o := range t.Outputs {
		if o.Value.IsKnown() && !o.Value.IsNull() {
			state.Values.Outputs[name] = &tfjson.StateOutput{Sensitive: o.Sensitive, Value: plain(o.Value), Type: o.Value.Type()}
		}
	}
	return state
}

// identityValues decodes an identity, whose attributes are all texts.
func identityValues(identity *tfprotov6.ResourceIdentityData) map[string]any {
	if identity == nil || identity.IdentityData == nil {
		return nil
	}
	value, err := identity.IdentityData.Unmarshal(tftypes.Map{ElementType: tftypes.String})
	if err != nil {
		return nil
	}
	values, _ := plain(converted(value)).(map[string]any)
	return values
}

// Written returns everything about the state that Terraform would write to a file.
func (t *Terraform) Written() []byte {
	private := map[string][]byte{}
	for address, instance := range t.State {
		private[address] = instance.Private
	}
	content, err := json.Marshal(struct {
		State   *tfjson.State
		Private map[string][]byte
	}{t.JSON(), private})
	if err != nil {
		return []byte(err.Error())
	}
	return content
}

// Written returns everything about the plan that Terraform would write to a file.
func (s *Saved) Written() []byte {
	private := map[string][]byte{}
	for address, c := range s.run.changes {
		private[address] = c.private
	}
	content, err := json.Marshal(struct {
		Plan    *tfjson.Plan
		Private map[string][]byte
		State   json.RawMessage
	}{s.JSON(), private, s.run.Written()})
	if err != nil {
		return []byte(err.Error())
	}
	return content
}
