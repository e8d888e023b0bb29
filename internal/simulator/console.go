// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import "net/http"

// mountConsole adds the Developer Console's pages to the mux.
func (s *Simulator) mountConsole(*http.ServeMux) {}
