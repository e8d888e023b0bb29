// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package console

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// Variable is an environment variable of Terraform. It redacts its value when it
// is printed.
type Variable struct{ Name, Value string }

// Format prints the name alone.
func (v Variable) Format(f fmt.State, _ rune) { fmt.Fprint(f, v.Name) }

// Export returns the line that sets the variable in a POSIX shell.
func (v Variable) Export() string { return "export " + v.Name + "=" + shellQuoted(v.Value) }

// Environment returns the variables that make Terraform the administrator of a
// platform at its present base URL, and use the provider of the Terraform CLI
// configuration at terraformConfig. An empty path stands for none.
func Environment(platform *simulator.Simulator, terraformConfig string) []Variable {
	administrator, baseURL := platform.Administrator(), platform.BaseURL()
	variables := []Variable{
		{"RINGCENTRAL_SERVER_URL", baseURL},
		{"RINGCENTRAL_DEVELOPER_CONSOLE_URL", baseURL},
		{"RINGCENTRAL_CLIENT_ID", administrator.ClientID},
		{"RINGCENTRAL_CLIENT_SECRET", administrator.ClientSecret},
		{"RINGCENTRAL_JWT", administrator.JWT},
	}
	if terraformConfig != "" {
		variables = append(variables, Variable{"TF_CLI_CONFIG_FILE", terraformConfig})
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
