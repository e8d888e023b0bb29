// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hcldec"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
)

// Marks of values that Terraform treats specially.
const (
	isEphemeral = "ephemeral"
	isSensitive = "sensitive"
)

// keySuffix is what an instance key adds to an address.
func keySuffix(key cty.Value) string {
	if key.Type() == cty.Number {
		return "[" + key.AsBigFloat().Text('f', 0) + "]"
	}
	return fmt.Sprintf("[%q]", key.AsString())
}

// resourceOf returns the address of the resource that a traversal begins with.
func resourceOf(traversal hcl.Traversal) (address string, ok bool) {
	parts := []string{traversal.RootName()}
	wanted := 2
	switch parts[0] {
	case "var", "local", "each", "count", "path", "terraform", "self":
		return "", false
	case "data", "ephemeral":
		wanted = 3
	}
	for _, step := range traversal[1:] {
		name, isName := step.(hcl.TraverseAttr)
		if !isName || len(parts) == wanted {
			break
		}
		parts = append(parts, name.Name)
	}
	return strings.Join(parts, "."), len(parts) == wanted
}

// variablesOf returns what an expression refers to, that of its locals included.
func (c *Configuration) variablesOf(expression hcl.Expression) (all []hcl.Traversal) {
	return c.withLocals(expression.Variables(), map[string]bool{})
}

func (c *Configuration) withLocals(found []hcl.Traversal, seen map[string]bool) (all []hcl.Traversal) {
	for _, traversal := range found {
		all = append(all, traversal)
		if name, ok := second(traversal); ok && traversal.RootName() == "local" && !seen[name] && c.locals[name] != nil {
			seen[name] = true
			all = append(all, c.withLocals(c.locals[name].Variables(), seen)...)
		}
	}
	return all
}

func second(traversal hcl.Traversal) (string, bool) {
	if len(traversal) < 2 {
		return "", false
	}
	name, ok := traversal[1].(hcl.TraverseAttr)
	return name.Name, ok
}

// bodyVariables returns what the arguments of a block refer to.
func (c *Configuration) bodyVariables(body *hclsyntax.Body) (all []hcl.Traversal) {
	for _, attribute := range body.Attributes {
		all = append(all, c.variablesOf(attribute.Expr)...)
	}
	for _, block := range body.Blocks {
		all = append(all, c.bodyVariables(block.Body)...)
	}
	return all
}

// nodesOf returns the addresses of all instances that traversals refer to, with the
// prefixes of data sources and ephemeral resources.
func (c *Configuration) nodesOf(traversals []hcl.Traversal) (nodes []string) {
	for _, traversal := range traversals {
		if address, ok := resourceOf(traversal); ok {
			for _, instance := range c.instances(address) {
				nodes = append(nodes, instance.node)
			}
		}
	}
	slices.Sort(nodes)
	return slices.Compact(nodes)
}

// located is a block and its place in the graph.
type located struct {
	*Block
	node string
}

// instances returns the blocks of a resource.
func (c *Configuration) instances(address string) (found []located) {
	for _, kind := range []struct {
		prefix string
		blocks []Block
	}{{"", c.Resources}, {"data.", c.Data}, {"ephemeral.", c.ephemerals}} {
		for i := range kind.blocks {
			b := &kind.blocks[i]
			if kind.prefix+b.Type+"."+b.Name == address {
				found = append(found, located{b, kind.prefix + b.Address()})
			}
		}
	}
	return found
}

// static returns the context of an expression that must be known before anything else.
func (c *Configuration) static(expression hcl.Expression) (*hcl.EvalContext, error) {
	for _, traversal := range c.variablesOf(expression) {
		if address, ok := resourceOf(traversal); ok {
			return nil, fmt.Errorf("instances that depend on %s", address)
		}
	}
	e := &evaluation{c: c, functions: functions}
	return e.context(expression.Variables(), nil)
}

// evaluation knows the values that expressions refer to.
type evaluation struct {
	c         *Configuration
	functions functionTable
	// value returns the value of an instance by its place in the graph; nil if
	// expressions may not refer to one.
	value func(located) cty.Value
	// unknownVariables is set while the configuration is validated: Terraform knows no
	// input variables then.
	unknownVariables bool
	evaluating       []string
}

// context returns what the traversals of an expression refer to.
func (e *evaluation) context(traversals []hcl.Traversal, each map[string]cty.Value) (*hcl.EvalContext, error) {
	root := map[string]map[string]cty.Value{}
	set := func(name, member string, value cty.Value) {
		if root[name] == nil {
			root[name] = map[string]cty.Value{}
		}
		root[name][member] = value
	}
	types := map[string]map[string]map[string]cty.Value{"data": {}, "ephemeral": {}}
	for _, traversal := range traversals {
		name, _ := second(traversal)
		switch kind := traversal.RootName(); kind {
		case "var":
			v := e.c.variables[name]
			if v == nil {
				return nil, fmt.Errorf("reference to undeclared input variable: An input variable with the name %q has not been declared", name)
			}
			value := v.value
			if e.unknownVariables {
				value = cty.UnknownVal(value.Type())
			}
			set(kind, name, marked(value, v.ephemeral, v.sensitive))
		case "local":
			value, err := e.local(name)
			if err != nil {
				return nil, err
			}
			set(kind, name, value)
		case "each", "count":
		case "path", "terraform", "self", "module":
			return nil, fmt.Errorf("the model of Terraform does not support %s", kind)
		default:
			address, ok := resourceOf(traversal)
			if !ok {
				return nil, fmt.Errorf("invalid reference %s", kind)
			}
			value, err := e.resource(address)
			if err != nil {
				return nil, err
			}
			parts := strings.Split(address, ".")
			if len(parts) == 2 {
				set(parts[0], parts[1], value)
				continue
			}
			if types[kind][parts[1]] == nil {
				types[kind][parts[1]] = map[string]cty.Value{}
			}
			types[kind][parts[1]][parts[2]] = value
		}
	}
	for kind, byType := range types {
		for typeName, values := range byType {
			set(kind, typeName, cty.ObjectVal(values))
		}
	}
	ctx := &hcl.EvalContext{Variables: maps.Clone(each), Functions: e.functions}
	if ctx.Variables == nil {
		ctx.Variables = map[string]cty.Value{}
	}
	for name, members := range root {
		ctx.Variables[name] = cty.ObjectVal(members)
	}
	return ctx, nil
}

func marked(value cty.Value, ephemeral, sensitive bool) cty.Value {
	if ephemeral {
		value = value.Mark(isEphemeral)
	}
	if sensitive {
		value = value.Mark(isSensitive)
	}
	return value
}

func (e *evaluation) local(name string) (cty.Value, error) {
	expression := e.c.locals[name]
	if expression == nil || slices.Contains(e.evaluating, name) {
		return cty.NilVal, fmt.Errorf("reference to undeclared local value: A local value with the name %q has not been declared", name)
	}
	e.evaluating = append(e.evaluating, name)
	defer func() { e.evaluating = e.evaluating[:len(e.evaluating)-1] }()
	return e.expression(expression, nil)
}

func (e *evaluation) expression(expression hcl.Expression, each map[string]cty.Value) (cty.Value, error) {
	ctx, err := e.context(expression.Variables(), each)
	if err != nil {
		return cty.NilVal, err
	}
	value, diagnostics := expression.Value(ctx)
	if diagnostics.HasErrors() {
		return cty.NilVal, diagnostics
	}
	return value, nil
}

// resource returns the value of a resource: an object, or a collection of them if it
// has count or for_each.
func (e *evaluation) resource(address string) (cty.Value, error) {
	instances := e.c.instances(address)
	if len(instances) == 0 || e.value == nil {
		return cty.NilVal, fmt.Errorf("reference to undeclared resource: A resource %s has not been declared in the root module", address)
	}
	if instances[0].Key == "" {
		return e.value(instances[0]), nil
	}
	var elements []cty.Value
	members := map[string]cty.Value{}
	for _, instance := range instances {
		value := e.value(instance)
		elements = append(elements, value)
		if key, ok := instance.source.each["each"]; ok {
			members[key.GetAttr("key").AsString()] = value
		}
	}
	if len(members) > 0 {
		return cty.ObjectVal(members), nil
	}
	return cty.TupleVal(elements), nil
}

// decode evaluates the arguments of a block.
// Only write-only arguments may be ephemeral, unless nothing of the block is written.
func (e *evaluation) decode(schema *tfprotov6.Schema, body *hclsyntax.Body, each map[string]cty.Value, written bool) (cty.Value, error) {
	spec, err := specOf(schema.Block)
	if err != nil {
		return cty.NilVal, err
	}
	ctx, err := e.context(bodyTraversals(body), each)
	if err != nil {
		return cty.NilVal, err
	}
	value, diagnostics := hcldec.Decode(body, spec, ctx)
	if diagnostics.HasErrors() {
		return cty.NilVal, diagnostics
	}
	value, marks := value.UnmarkDeepWithPaths()
	for _, mark := range marks {
		if _, ok := mark.Marks[isEphemeral]; ok && written && !allowsEphemeral(schema, mark.Path) {
			return cty.NilVal, hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "Invalid use of ephemeral value", Detail: "Ephemeral values are not valid for this argument, because it must be persisted between Terraform operations.", Subject: body.SrcRange.Ptr()}}
		}
	}
	return value, nil
}

func allowsEphemeral(schema *tfprotov6.Schema, path cty.Path) bool {
	first, ok := path[0].(cty.GetAttrStep)
	return ok && slices.ContainsFunc(schema.Block.Attributes, func(a *tfprotov6.SchemaAttribute) bool { return a.Name == first.Name && a.WriteOnly })
}

func bodyTraversals(body *hclsyntax.Body) (all []hcl.Traversal) {
	for _, attribute := range body.Attributes {
		all = append(all, attribute.Expr.Variables()...)
	}
	for _, block := range body.Blocks {
		all = append(all, bodyTraversals(block.Body)...)
	}
	return all
}

// specOf returns how the arguments of a block are decoded.
func specOf(block *tfprotov6.SchemaBlock) (hcldec.Spec, error) {
	spec := hcldec.ObjectSpec{}
	for _, attribute := range block.Attributes {
		of, err := constraint(attribute)
		if err != nil {
			return nil, err
		}
		spec[attribute.Name] = &hcldec.AttrSpec{Name: attribute.Name, Type: of, Required: attribute.Required}
	}
	for _, nested := range block.BlockTypes {
		if nested.Nesting != tfprotov6.SchemaNestedBlockNestingModeSingle {
			return nil, fmt.Errorf("the model of Terraform does not support the nesting of the block %s", nested.TypeName)
		}
		inner, err := specOf(nested.Block)
		if err != nil {
			return nil, err
		}
		spec[nested.TypeName] = &hcldec.BlockSpec{TypeName: nested.TypeName, Nested: inner}
	}
	return spec, nil
}

// constraint is the type that an argument must have, with what may be left out.
func constraint(attribute *tfprotov6.SchemaAttribute) (cty.Type, error) {
	if attribute.NestedType == nil {
		return ctyType(attribute.Type)
	}
	types := map[string]cty.Type{}
	var optional []string
	for _, nested := range attribute.NestedType.Attributes {
		of, err := constraint(nested)
		if err != nil {
			return cty.NilType, err
		}
		types[nested.Name] = of
		if !nested.Required {
			optional = append(optional, nested.Name)
		}
	}
	object := cty.ObjectWithOptionalAttrs(types, optional)
	switch attribute.NestedType.Nesting {
	case tfprotov6.SchemaObjectNestingModeSingle:
		return object, nil
	case tfprotov6.SchemaObjectNestingModeList:
		return cty.List(object), nil
	case tfprotov6.SchemaObjectNestingModeSet:
		return cty.Set(object), nil
	case tfprotov6.SchemaObjectNestingModeMap:
		return cty.Map(object), nil
	default:
		return cty.NilType, fmt.Errorf("%s has an unknown nesting", attribute.Name)
	}
}

// toTerraform converts a value for the plugin protocol.
func toTerraform(value cty.Value, of tftypes.Type) (tftypes.Value, error) {
	encoded, err := packed(value, of)
	if err != nil {
		return tftypes.Value{}, err
	}
	return encoded.Unmarshal(of)
}
