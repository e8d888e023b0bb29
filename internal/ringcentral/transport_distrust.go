// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"io"
	"net/http"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/printable"
)

// distrustTransport makes the text of transport errors fit to be shown: they quote
// certificates, malformed headers and more of what a server sent.
type distrustTransport struct{ next http.RoundTripper }

func (t *distrustTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		return nil, shownError{err}
	}
	resp.Body = distrustedBody{resp.Body}
	return resp, nil
}

type distrustedBody struct{ io.ReadCloser }

func (b distrustedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		err = shownError{err}
	}
	return n, err
}

// shownError is an error whose text is fit to be shown.
type shownError struct{ error }

func (e shownError) Error() string { return printable.Line(e.error.Error(), maxMessage) }

func (e shownError) Unwrap() error { return e.error }
