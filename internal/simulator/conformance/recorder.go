// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"bufio"
	"bytes"
	"net"
	"net/http"
)

// recorder holds a response body back until it has been judged, so that a
// client that has the response can rely on every report having been made.
type recorder struct {
	http.ResponseWriter
	// status is 0 until the handler has written a header.
	status int
	// header is a copy of the header as written.
	header    http.Header
	body      bytes.Buffer
	delivered int
	hijacked  bool
}

// WriteHeader passes the header on at once. The server sends it together with
// the first part of the body.
func (r *recorder) WriteHeader(status int) {
	isInformational := status < http.StatusOK && status != http.StatusSwitchingProtocols
	if r.status == 0 && !isInformational {
		r.status = status
		r.header = r.ResponseWriter.Header().Clone()
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(content []byte) (int, error) {
	if r.hijacked {
		return 0, http.ErrHijacked
	}
	if r.status == 0 {
		r.WriteHeader(http.StatusOK)
	}
	return r.body.Write(content)
}

// deliver passes on what has been held back.
func (r *recorder) deliver() error {
	held := r.body.Bytes()[r.delivered:]
	if len(held) == 0 || r.hijacked {
		return nil
	}
	written, err := r.ResponseWriter.Write(held)
	r.delivered += written
	return err
}

// Flush implements http.Flusher.
func (r *recorder) Flush() { _ = r.FlushError() }

// FlushError is Flush for http.ResponseController.
func (r *recorder) FlushError() error {
	if r.status == 0 {
		r.WriteHeader(http.StatusOK)
	}
	if err := r.deliver(); err != nil {
		return err
	}
	return http.NewResponseController(r.ResponseWriter).Flush()
}

// Hijack implements http.Hijacker.
func (r *recorder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	connection, buffer, err := http.NewResponseController(r.ResponseWriter).Hijack()
	r.hijacked = r.hijacked || err == nil
	return connection, buffer, err
}

// Unwrap lets http.ResponseController reach the deadlines of the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
