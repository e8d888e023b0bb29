// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"context"
	"errors"

	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

type functionTable = map[string]function.Function

// functions are those of the language that configurations of tests call.
var functions = functionTable{
	"alltrue":      allTrue,
	"can":          tryfunc.CanFunc,
	"coalesce":     stdlib.CoalesceFunc,
	"concat":       stdlib.ConcatFunc,
	"contains":     stdlib.ContainsFunc,
	"format":       stdlib.FormatFunc,
	"join":         stdlib.JoinFunc,
	"jsonencode":   stdlib.JSONEncodeFunc,
	"keys":         stdlib.KeysFunc,
	"length":       stdlib.LengthFunc,
	"lookup":       stdlib.LookupFunc,
	"max":          stdlib.MaxFunc,
	"merge":        stdlib.MergeFunc,
	"min":          stdlib.MinFunc,
	"nonsensitive": nonsensitive,
	"one":          one,
	"range":        stdlib.RangeFunc,
	"setunion":     stdlib.SetUnionFunc,
	"sort":         stdlib.SortFunc,
	"split":        stdlib.SplitFunc,
	"tolist":       stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)),
	"toset":        stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
	"tostring":     stdlib.MakeToFunc(cty.String),
	"try":          tryfunc.TryFunc,
	"upper":        stdlib.UpperFunc,
	"values":       stdlib.ValuesFunc,
}

var allTrue = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}},
	Type:   function.StaticReturnType(cty.Bool),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		result := cty.True
		for it := arguments[0].ElementIterator(); it.Next(); {
			_, element := it.Element()
			if element.IsNull() {
				return cty.False, nil
			}
			result = result.And(element)
		}
		return result, nil
	},
})

var one = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
	Type: func(arguments []cty.Value) (cty.Type, error) {
		of := arguments[0].Type()
		switch {
		case of.IsTupleType() && of.Length() == 1:
			return of.TupleElementType(0), nil
		case of.IsListType() || of.IsSetType():
			return of.ElementType(), nil
		}
		return cty.DynamicPseudoType, nil
	},
	Impl: func(arguments []cty.Value, of cty.Type) (cty.Value, error) {
		switch arguments[0].LengthInt() {
		case 0:
			return cty.NullVal(of), nil
		case 1:
			return arguments[0].AsValueSlice()[0], nil
		}
		return cty.NilVal, errors.New("must be a list, set, or tuple value with either zero or one elements")
	},
})

var nonsensitive = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowMarked: true, AllowNull: true, AllowUnknown: true, AllowDynamicType: true}},
	Type:   func(arguments []cty.Value) (cty.Type, error) { return arguments[0].Type(), nil },
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		value, marks := arguments[0].Unmark()
		delete(marks, isSensitive)
		return value.WithMarks(marks), nil
	},
})

// providerFunctions returns the functions of the language with those of the provider.
func (p *Process) providerFunctions(ctx context.Context) (functionTable, error) {
	all := functionTable{}
	for name, f := range functions {
		all[name] = f
	}
	for name, signature := range p.schemas.Functions {
		f, err := p.function(ctx, name, signature)
		if err != nil {
			return nil, err
		}
		all["provider::ringcentral::"+name] = f
	}
	return all, nil
}

func (p *Process) function(ctx context.Context, name string, signature *tfprotov6.Function) (function.Function, error) {
	spec := &function.Spec{}
	parameter := func(described *tfprotov6.FunctionParameter) (function.Parameter, error) {
		of, err := ctyType(described.Type)
		return function.Parameter{Name: described.Name, Type: of, AllowNull: described.AllowNullValue, AllowUnknown: described.AllowUnknownValues}, err
	}
	for _, described := range signature.Parameters {
		converted, err := parameter(described)
		if err != nil {
			return function.Function{}, err
		}
		spec.Params = append(spec.Params, converted)
	}
	if signature.VariadicParameter != nil {
		converted, err := parameter(signature.VariadicParameter)
		if err != nil {
			return function.Function{}, err
		}
		spec.VarParam = &converted
	}
	returned, err := ctyType(signature.Return.Type)
	if err != nil {
		return function.Function{}, err
	}
	spec.Type = function.StaticReturnType(returned)
	spec.Impl = func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		request := &tfprotov6.CallFunctionRequest{Name: name}
		for i, argument := range arguments {
			of := signature.VariadicParameter
			if i < len(signature.Parameters) {
				of = signature.Parameters[i]
			}
			encoded, err := packed(argument, of.Type)
			if err != nil {
				return cty.NilVal, err
			}
			request.Arguments = append(request.Arguments, encoded)
		}
		response, err := call(ctx, p, p.server.CallFunction, request)
		if err != nil {
			return cty.NilVal, err
		}
		if response.Error != nil {
			if i := response.Error.FunctionArgument; i != nil {
				return cty.NilVal, function.NewArgErrorf(int(*i), "%s", response.Error.Text)
			}
			return cty.NilVal, errors.New(response.Error.Text)
		}
		value, err := response.Result.Unmarshal(signature.Return.Type)
		if err != nil {
			return cty.NilVal, err
		}
		return toCty(value)
	}
	return function.New(spec), nil
}
