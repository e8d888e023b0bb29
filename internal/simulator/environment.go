// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"fmt"
	"regexp"
	"strings"
)

// Variable is an environment variable of Terraform. It redacts its value when it
// is printed.
type Variable struct{ Name, Value string }

// Format prints the name alone.
func (v Variable) Format(f fmt.State, _ rune) { fmt.Fprint(f, v.Name) }

// Export returns the line that sets the variable in a POSIX shell.
func (v Variable) Export() string { return "export " + v.Name + "=" + shellQuoted(v.Value) }

// Environment returns the variables that make Terraform the administrator of the
// platform at its present base URL, and use the provider of Options.TerraformConfig.
func (s *Simulator) Environment() []Variable {
	administrator := s.Administrator()
	s.mutex.Lock()
	defer s.mutex.Unlock()
	variables := []Variable{
		{"RINGCENTRAL_SERVER_URL", s.baseURL},
		{"RINGCENTRAL_DEVELOPER_CONSOLE_URL", s.baseURL},
		{"RINGCENTRAL_CLIENT_ID", administrator.ClientID},
		{"RINGCENTRAL_CLIENT_SECRET", administrator.ClientSecret},
		{"RINGCENTRAL_JWT", administrator.JWT},
	}
	if s.terraformConfig != "" {
		variables = append(variables, Variable{"TF_CLI_CONFIG_FILE", s.terraformConfig})
	}
	return variables
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./:=@%+,-]+$`)

// shellQuoted returns the text as one word of a POSIX shell.
func shellQuoted(text string) string {
	if plainWord.MatchString(text) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
