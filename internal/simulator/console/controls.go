// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// control is a field of a form, or a group of choices, as a page shows it.
type control struct {
	ID string
	// Name is the name under which the form sends the value.
	Name  string
	Label string
	Hint  string
	Value string
	// Asked is the value that the link asked for; empty if it asked for none.
	Asked string
	// Problem says what is wrong with the value that was sent.
	Problem  string
	Required bool
	// MaxLength is the length that a browser lets a person type.
	MaxLength int
	Choices   []choice
	// NoChoices is said instead when there are none to make.
	NoChoices string
}

// choice is a radio button, a checkbox or an option.
type choice struct {
	Value string
	Text  string
	// Code is an identifier that belongs to the text.
	Code string
	// Note is a remark in brackets.
	Note   string
	Chosen bool
	// Asked means that the link asked for it.
	Asked bool
}

// DescribedBy returns the ids of the texts that describe the control.
func (c control) DescribedBy() string {
	var ids []string
	for _, part := range []struct{ suffix, content string }{{"asked", c.Asked}, {"hint", c.Hint}, {"problem", c.Problem}} {
		if part.content != "" {
			ids = append(ids, c.ID+"-"+part.suffix)
		}
	}
	return strings.Join(ids, " ")
}

// problem is something that is wrong with a form.
type problem struct {
	// Field is the name of the field that it is about; empty for none.
	Field   string
	message string
}

// Message returns a sentence for a page.
func (p problem) Message() string { return sentence(p.message) }

// problemsOf lists what an error says, each with the field that it is about, if
// it is about one.
func problemsOf(err error) []problem {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []problem
		for _, part := range joined.Unwrap() {
			all = append(all, problemsOf(part)...)
		}
		return all
	}
	var about simulator.FieldError
	errors.As(err, &about)
	return []problem{{Field: about.Field, message: err.Error()}}
}

// mark gives every control the first problem with it, and returns the problems
// with the id of the control instead of the name of the field. A problem with none
// of them has no id.
func mark(controls []*control, problems []problem) []problem {
	marked := make([]problem, 0, len(problems))
	for _, p := range problems {
		i := slices.IndexFunc(controls, func(c *control) bool { return c.Name == p.Field })
		p.Field = ""
		if i >= 0 {
			p.Field = controls[i].ID
			controls[i].Problem = cmp.Or(controls[i].Problem, p.Message())
		}
		marked = append(marked, p)
	}
	return marked
}
