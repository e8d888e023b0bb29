// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/origin"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// OtherServerError reports an assertion that was not sent, because it was issued for
// another server. Otherwise a server that a configuration names by mistake would learn
// a RingCentral credential.
type OtherServerError struct {
	// Audience is the origin that the claim aud names, safe to show.
	Audience string
	// ServerURL is the origin of the server that the request was meant for.
	ServerURL string
}

func (e *OtherServerError) Error() string {
	return fmt.Sprintf("the assertion was issued for %s and was not sent to %s", e.Audience, e.ServerURL)
}

// checkAudience returns an *OtherServerError if an assertion names another server as
// its audience. An assertion without a readable audience passes, because the token
// endpoint reports what is wrong with it.
func checkAudience(assertion, serverURL string) error {
	parts := strings.Split(assertion, ".")
	if len(parts) != 3 {
		return nil
	}
	content, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return nil //nolint:nilerr // see above
	}
	var claims struct {
		Audience string `json:"aud"`
	}
	if json.Unmarshal(content, &claims) != nil {
		return nil //nolint:nilerr // only what names a server is refused
	}
	audience, err := url.Parse(claims.Audience)
	if err != nil || audience.Host == "" {
		return nil //nolint:nilerr // see above
	}
	issuedFor := audience.Scheme + "://" + audience.Host
	if parsed, err := origin.Parse(issuedFor, exampleServerURL); err == nil && parsed == serverURL {
		return nil
	}
	return &OtherServerError{Audience: printable.Line(issuedFor, transport.MaxText), ServerURL: serverURL}
}
