// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import "slices"

// sendWelcomeEmail accepts the address of any user. RingCentral documents only the system
// user, and limited availability. The body is optional.
func (s *Simulator) sendWelcomeEmail(c *call) response {
	var request struct {
		Email string `json:"email"`
	}
	if len(c.body) > 0 {
		if failure := readJSON(c, property{kind: kindObject, properties: map[string]property{"email": {email: true}}}, &request); failure != noError {
			return failure.response()
		}
	}
	all := s.extensions.all()
	i := slices.IndexFunc(all, func(e *Extension) bool {
		return e.Contact.Email == request.Email || request.Email == "" && e.ID == s.accountID
	})
	if i < 0 {
		return notFound("email").response()
	}
	all[i].WelcomeEmails++
	return success(nil)
}
