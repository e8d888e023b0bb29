// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// source is the text of a block.
type source struct {
	// body holds the arguments without the meta-arguments.
	body      *hclsyntax.Body
	each      map[string]cty.Value
	dependsOn []hcl.Traversal
	// replacedBy is replace_triggered_by.
	replacedBy []hcl.Traversal
	// createFirst is create_before_destroy.
	createFirst  bool
	provisioners []*hclsyntax.Body
	header       hcl.Range
}

// module is what a configuration says besides its resources.
type module struct {
	variables  map[string]*variable
	locals     map[string]hcl.Expression
	outputs    map[string]*output
	provider   *hclsyntax.Body
	ephemerals []Block
	imports    []importBlock
	moves      [][2]string
	forgets    []string
}

type variable struct {
	value                cty.Value
	ephemeral, sensitive bool
}

type output struct {
	value                hcl.Expression
	sensitive, ephemeral bool
	header               hcl.Range
}

type importBlock struct {
	to           string
	id, identity hcl.Expression
}

// parser reads a configuration. What it does not know is an error.
type parser struct {
	c           *Configuration
	variables   map[string]string
	expanded    []*hclsyntax.Block
	diagnostics hcl.Diagnostics
}

// Parse reads a configuration in Terraform's language. variables holds the values of
// input variables.
func Parse(text string, variables map[string]string) (Configuration, error) {
	file, diagnostics := hclsyntax.ParseConfig([]byte(text), "main.tf", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return Configuration{}, diagnostics
	}
	c := &Configuration{module: module{variables: map[string]*variable{}, locals: map[string]hcl.Expression{}, outputs: map[string]*output{}}}
	p := &parser{c: c, variables: variables}
	body := file.Body.(*hclsyntax.Body) //nolint:forcetypeassert // hclsyntax makes no other
	for _, block := range body.Blocks {
		p.block(block)
	}
	for _, block := range p.expanded {
		p.expand(block)
	}
	if p.diagnostics.HasErrors() {
		return Configuration{}, p.diagnostics
	}
	return *c, nil
}

func (p *parser) fail(where hcl.Range, summary, detail string) {
	p.diagnostics = append(p.diagnostics, &hcl.Diagnostic{Severity: hcl.DiagError, Summary: summary, Detail: detail, Subject: &where})
}

func (p *parser) unsupported(where hcl.Range, what string) {
	p.fail(where, "Not supported by the model of Terraform", what)
}

func (p *parser) block(block *hclsyntax.Block) {
	switch block.Type {
	case "resource", "data", "ephemeral":
		p.expanded = append(p.expanded, block)
	case "locals":
		for name, attribute := range block.Body.Attributes {
			p.c.locals[name] = attribute.Expr
		}
	case "variable":
		p.variable(block)
	case "output":
		p.output(block)
	case "provider":
		if p.c.provider != nil || block.Body.Attributes["alias"] != nil || block.Labels[0] != "ringcentral" {
			p.unsupported(block.TypeRange, "a second provider")
		}
		p.c.provider = block.Body
	case "import":
		p.importBlock(block)
	case "moved":
		p.c.moves = append(p.c.moves, [2]string{p.target(block, "from"), p.target(block, "to")})
	case "removed":
		p.removed(block)
	case "terraform":
		if len(block.Body.Blocks) > 1 || len(block.Body.Blocks) == 1 && block.Body.Blocks[0].Type != "required_providers" {
			p.unsupported(block.TypeRange, "settings in a terraform block")
		}
	default:
		p.unsupported(block.TypeRange, "a block of type "+block.Type)
	}
}

// only reports arguments and blocks other than those named.
func (p *parser) only(body *hclsyntax.Body, names ...string) {
	for name, attribute := range body.Attributes {
		if !slices.Contains(names, name) {
			p.unsupported(attribute.NameRange, "the argument "+name)
		}
	}
	for _, block := range body.Blocks {
		if !slices.Contains(names, block.Type) {
			p.unsupported(block.TypeRange, "the block "+block.Type)
		}
	}
}

func (p *parser) flag(body *hclsyntax.Body, name string) bool {
	attribute := body.Attributes[name]
	if attribute == nil {
		return false
	}
	value, diagnostics := attribute.Expr.Value(nil)
	p.diagnostics = append(p.diagnostics, diagnostics...)
	return !diagnostics.HasErrors() && value.Type() == cty.Bool && value.True()
}

func (p *parser) variable(block *hclsyntax.Block) {
	p.only(block.Body, "type", "default", "description", "sensitive", "ephemeral")
	of := cty.DynamicPseudoType
	if attribute := block.Body.Attributes["type"]; attribute != nil {
		var diagnostics hcl.Diagnostics
		of, diagnostics = typeexpr.TypeConstraint(attribute.Expr)
		p.diagnostics = append(p.diagnostics, diagnostics...)
	}
	name := block.Labels[0]
	value := cty.NilVal
	if text, ok := p.variables[name]; ok {
		value = cty.StringVal(text)
	} else if attribute := block.Body.Attributes["default"]; attribute != nil {
		var diagnostics hcl.Diagnostics
		value, diagnostics = attribute.Expr.Value(nil)
		p.diagnostics = append(p.diagnostics, diagnostics...)
	}
	if value == cty.NilVal {
		p.fail(block.TypeRange, "No value for required variable", fmt.Sprintf("The root module input variable %q is not set, and has no default value.", name))
		return
	}
	value, err := convert.Convert(value, of)
	if err != nil {
		p.fail(block.TypeRange, "Invalid value for input variable", err.Error())
		return
	}
	p.c.variables[name] = &variable{value: value, ephemeral: p.flag(block.Body, "ephemeral"), sensitive: p.flag(block.Body, "sensitive")}
}

func (p *parser) output(block *hclsyntax.Block) {
	p.only(block.Body, "value", "sensitive", "ephemeral", "description")
	attribute := block.Body.Attributes["value"]
	if attribute == nil {
		p.fail(block.TypeRange, "Missing required argument", `The argument "value" is required, but no definition was found.`)
		return
	}
	p.c.outputs[block.Labels[0]] = &output{
		value: attribute.Expr, sensitive: p.flag(block.Body, "sensitive"), ephemeral: p.flag(block.Body, "ephemeral"),
		header: block.DefRange(),
	}
}

func (p *parser) importBlock(block *hclsyntax.Block) {
	p.only(block.Body, "to", "id", "identity")
	found := importBlock{to: p.target(block, "to")}
	if attribute := block.Body.Attributes["id"]; attribute != nil {
		found.id = attribute.Expr
	}
	if attribute := block.Body.Attributes["identity"]; attribute != nil {
		found.identity = attribute.Expr
	}
	p.c.imports = append(p.c.imports, found)
}

func (p *parser) removed(block *hclsyntax.Block) {
	p.only(block.Body, "from", "lifecycle")
	for _, inner := range block.Body.Blocks {
		p.only(inner.Body, "destroy")
		if inner.Body.Attributes["destroy"] != nil && !p.flag(inner.Body, "destroy") {
			p.c.forgets = append(p.c.forgets, p.target(block, "from"))
			return
		}
	}
	// Without it the resource is destroyed, as it is if its block is missing.
}

// target returns the address of an argument that names a resource.
func (p *parser) target(block *hclsyntax.Block, name string) string {
	attribute := block.Body.Attributes[name]
	if attribute == nil {
		p.fail(block.TypeRange, "Missing required argument", fmt.Sprintf("The argument %q is required, but no definition was found.", name))
		return ""
	}
	traversal, diagnostics := hcl.AbsTraversalForExpr(attribute.Expr)
	p.diagnostics = append(p.diagnostics, diagnostics...)
	if diagnostics.HasErrors() {
		return ""
	}
	address, _ := resourceOf(traversal)
	for _, step := range traversal[min(2, len(traversal)):] {
		if index, ok := step.(hcl.TraverseIndex); ok {
			address += keySuffix(index.Key)
		}
	}
	return address
}

// expand adds the instances of a resource, a data source or an ephemeral resource.
func (p *parser) expand(block *hclsyntax.Block) {
	body := *block.Body
	body.Attributes = hclsyntax.Attributes{}
	body.Blocks = nil
	src := &source{body: &body, header: block.DefRange()}
	keys := []cty.Value{cty.NilVal}
	values := []cty.Value{cty.NilVal}
	for name, attribute := range block.Body.Attributes {
		switch name {
		case "count", "for_each":
			keys, values = p.keys(attribute)
		case "depends_on":
			src.dependsOn = p.traversals(attribute.Expr)
		case "provider":
			if key := hcl.ExprAsKeyword(attribute.Expr); key != "ringcentral" {
				p.unsupported(attribute.NameRange, "a provider with an alias")
			}
		default:
			body.Attributes[name] = attribute
		}
	}
	for _, inner := range block.Body.Blocks {
		switch inner.Type {
		case "lifecycle":
			p.only(inner.Body, "replace_triggered_by", "create_before_destroy")
			src.createFirst = p.flag(inner.Body, "create_before_destroy")
			if attribute := inner.Body.Attributes["replace_triggered_by"]; attribute != nil {
				src.replacedBy = p.traversals(attribute.Expr)
			}
		case "provisioner":
			p.only(inner.Body, "command", "environment")
			if inner.Labels[0] != "local-exec" {
				p.unsupported(inner.TypeRange, "the provisioner "+inner.Labels[0])
			}
			src.provisioners = append(src.provisioners, inner.Body)
		case "connection", "dynamic":
			p.unsupported(inner.TypeRange, "the block "+inner.Type)
		default:
			body.Blocks = append(body.Blocks, inner)
		}
	}
	for i, key := range keys {
		found := *src
		b := Block{Type: block.Labels[0], Name: block.Labels[1], source: &found}
		if key != cty.NilVal {
			b.Key = keySuffix(key)
			found.each = map[string]cty.Value{"each": cty.ObjectVal(map[string]cty.Value{"key": key, "value": values[i]})}
			if key.Type() == cty.Number {
				found.each = map[string]cty.Value{"count": cty.ObjectVal(map[string]cty.Value{"index": key})}
			}
		}
		switch block.Type {
		case "resource":
			p.c.Resources = append(p.c.Resources, b)
		case "data":
			p.c.Data = append(p.c.Data, b)
		default:
			p.c.ephemerals = append(p.c.ephemerals, b)
		}
	}
}

// keys evaluates count and for_each, which may depend on variables and locals alone.
func (p *parser) keys(attribute *hclsyntax.Attribute) (keys, values []cty.Value) {
	ctx, err := p.c.static(attribute.Expr)
	if err != nil {
		p.unsupported(attribute.NameRange, err.Error())
		return nil, nil
	}
	value, diagnostics := attribute.Expr.Value(ctx)
	p.diagnostics = append(p.diagnostics, diagnostics...)
	if diagnostics.HasErrors() {
		return nil, nil
	}
	value, _ = value.UnmarkDeep()
	if attribute.Name == "count" {
		number, err := convert.Convert(value, cty.Number)
		if err != nil {
			p.fail(attribute.NameRange, "Invalid count argument", err.Error())
			return nil, nil
		}
		count, _ := number.AsBigFloat().Int64()
		for i := range count {
			keys, values = append(keys, cty.NumberIntVal(i)), append(values, cty.NilVal)
		}
		return keys, values
	}
	if !value.CanIterateElements() || value.Type().IsTupleType() || value.Type().IsListType() {
		p.fail(attribute.NameRange, "Invalid for_each argument", "The given \"for_each\" argument value is unsuitable.")
		return nil, nil
	}
	for it := value.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if value.Type().IsSetType() {
			key = element
		}
		keys, values = append(keys, key), append(values, element)
	}
	return keys, values
}

func (p *parser) traversals(expression hcl.Expression) (found []hcl.Traversal) {
	list, diagnostics := hcl.ExprList(expression)
	p.diagnostics = append(p.diagnostics, diagnostics...)
	for _, element := range list {
		traversal, diagnostics := hcl.AbsTraversalForExpr(element)
		p.diagnostics = append(p.diagnostics, diagnostics...)
		if !diagnostics.HasErrors() {
			found = append(found, traversal)
		}
	}
	return found
}
