// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

// Server is a Simulator that listens on a loopback port.
type Server struct {
	*Simulator
	// URL is the origin, such as http://127.0.0.1:40123.
	URL string

	server *http.Server
}

// Start serves the API of a new platform on a free port of 127.0.0.1.
func Start(o Options) (*Server, error) {
	platform := New(o)
	return Serve(platform, platform)
}

// Serve serves a platform through a handler on a free port of 127.0.0.1.
func Serve(platform *Simulator, handler http.Handler) (*Server, error) {
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen on a loopback port: %w", err)
	}
	s := &Server{Simulator: platform, URL: "http://" + listener.Addr().String()}
	s.SetBaseURL(s.URL)
	s.server = &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0),
	}
	go func() { _ = s.server.Serve(listener) }()
	return s, nil
}

// Close stops listening and closes every connection.
func (s *Server) Close() { _ = s.server.Close() }
