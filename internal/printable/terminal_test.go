// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package printable_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

func TestTerminalTextIsNeverWritten(t *testing.T) {
	t.Parallel()
	text := printable.ForTerminal("vault is sealed")
	if text.Show() != "vault is sealed" {
		t.Errorf("got %q", text.Show())
	}
	holder := struct{ Output printable.TerminalText }{text}
	encoded, err := json.Marshal(holder)
	if err != nil {
		t.Fatal(err)
	}
	written := []string{string(encoded), fmt.Sprint(text), fmt.Sprint(holder)}
	for _, verb := range []string{"%s", "%v", "%+v", "%#v", "%q", "%x"} {
		written = append(written, fmt.Sprintf(verb, text), fmt.Sprintf(verb, holder))
	}
	for _, form := range written {
		if strings.Contains(form, "sealed") || strings.Contains(form, fmt.Sprintf("%x", "sealed")) {
			t.Errorf("%s holds the text", form)
		}
	}
}
