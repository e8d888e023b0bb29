// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import (
	"encoding/json"
	"net/http"
	"regexp"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

// RewriteObjects returns a rewrite of responses for simulator.Fault. It changes the
// objects that have an attribute: the response itself, or the records of a list.
func RewriteObjects(attribute string, change func(object map[string]any)) func([]byte) []byte {
	return func(body []byte) []byte {
		var object map[string]any
		if json.Unmarshal(body, &object) != nil {
			return body
		}
		if records, ok := object["records"].([]any); ok {
			for _, record := range records {
				if object, ok := record.(map[string]any); ok {
					change(object)
				}
			}
		} else if _, ok := object[attribute]; ok {
			change(object)
		}
		changed, err := json.Marshal(object)
		if err != nil {
			return body
		}
		return changed
	}
}

// ShortResponse updates an object where the response says only which object it was. path
// matches the object's requests; before and after are its configurations.
func ShortResponse(t *testing.T, path *regexp.Regexp, before, after string) {
	t.Helper()
	env := Start(t)
	w := env.Scenario(before)
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
		t.Fatal(result.Output)
	}
	env.Inject(simulator.Fault{Method: http.MethodPut, Path: path, Rewrite: RewriteObjects("id", func(object map[string]any) {
		for name := range object {
			if name != "id" && name != "uri" {
				delete(object, name)
			}
		}
	})})
	w.Write(after)
	if result := w.Run("apply", "-auto-approve"); result.ExitCode != 0 {
		t.Error(result.Output)
	}
	if result := w.Run("plan", "-detailed-exitcode"); result.ExitCode != 0 {
		t.Error(result.Output)
	}
}
