// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package providertest

import "encoding/json"

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

// OnlyID rewrites the response about one object to what says which object it is.
func OnlyID(body []byte) []byte {
	return RewriteObjects("id", func(object map[string]any) {
		for name := range object {
			if name != "id" && name != "uri" {
				delete(object, name)
			}
		}
	})(body)
}
