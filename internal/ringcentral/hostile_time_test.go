// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"context"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// memory is a network of pipes, so that a server's slowness takes no time.
type memory struct {
	accepted chan net.Conn
	closed   chan struct{}
}

func newMemory() *memory {
	return &memory{accepted: make(chan net.Conn), closed: make(chan struct{})}
}

func (m *memory) Accept() (net.Conn, error) {
	select {
	case connection := <-m.accepted:
		return connection, nil
	case <-m.closed:
		return nil, net.ErrClosed
	}
}

func (m *memory) Close() error {
	close(m.closed)
	return nil
}

func (m *memory) Addr() net.Addr { return &net.UnixAddr{Name: "memory"} }

func (m *memory) dial(context.Context, string, string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case m.accepted <- theirs:
		return ours, nil
	case <-m.closed:
		return nil, net.ErrClosed
	}
}

// drip writes a byte a second, until nobody reads any more.
func drip(w io.Writer, text string) {
	for i := 0; ; i++ {
		if _, err := io.WriteString(w, text[i%len(text):i%len(text)+1]); err != nil {
			return
		}
		if flusher, ok := w.(http.Flusher); ok {
			flusher.Flush()
		}
		time.Sleep(time.Second)
	}
}

// TestSlowResponses drips every kind of response, so that something always comes. The
// request timeout ends each attempt.
func TestSlowResponses(t *testing.T) {
	t.Parallel()
	ways := map[string]func(t *testing.T, w http.ResponseWriter, r *http.Request){
		"body":  func(_ *testing.T, w http.ResponseWriter, _ *http.Request) { drip(w, `{"id":"1",        `) },
		"error": func(_ *testing.T, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(400); drip(w, " ") },
		"redirect": func(_ *testing.T, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "https://elsewhere.example")
			w.WriteHeader(302)
			drip(w, " ")
		},
		"header": func(t *testing.T, w http.ResponseWriter, _ *http.Request) {
			connection := hijack(t, w)
			defer connection.Close()
			_, _ = io.WriteString(connection, "HTTP/1.1 200 OK\r\nX: ")
			drip(connection, "x")
		},
		"informational responses": func(t *testing.T, w http.ResponseWriter, _ *http.Request) {
			connection := hijack(t, w)
			defer connection.Close()
			drip(connection, "HTTP/1.1 103 Early Hints\r\n\r\n")
		},
		"nothing": func(_ *testing.T, _ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // only then the server notices the end of the connection
			<-r.Context().Done()
		},
	}
	for _, name := range []string{"grant", "probe", "revoke", "keys", "read", "list", "create", "delete"} {
		for way, response := range ways {
			t.Run(name+" "+way, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					network := newMemory()
					server := &http.Server{Handler: besieged(operations[name].path, func(w http.ResponseWriter, r *http.Request) { response(t, w, r) })}
					go func() { _ = server.Serve(network) }()
					transport := &http.Transport{DialContext: network.dial, DisableKeepAlives: true}
					start := time.Now()
					err := run(t, operations[name], ringcentral.PlatformOptions{
						ServerURL: "http://127.0.0.1", Transport: transport, RequestTimeout: 5 * time.Second, MaxRetries: 2,
					})
					took := time.Since(start)
					_ = server.Close()
					time.Sleep(time.Minute) // in a synctest bubble: the server notices the end
					switch {
					case way == "error" || way == "redirect": // the status is known in time
						if err == nil {
							t.Error("no error")
						} else {
							wantHarmless(t, err.Error())
						}
					case (name == "revoke" || name == "delete") && way == "body": // what it says does not matter
					default:
						wantFinding(t, err, findings.PlatformTimedOut)
						if !strings.Contains(err.Error(), "no complete response within 5s") {
							t.Errorf("got %v", err)
						}
					}
					bound := 25 * time.Second // three attempts, and 2 and 4 s between them
					if name == "grant" || name == "probe" {
						bound = 36 * time.Second // and 10 s between them
					}
					if took > bound {
						t.Errorf("took %s", took)
					}
				})
			})
		}
	}
}

// TestSlowResponseOverHTTP2 begins a response and does not end it. HTTP/2 does not say by
// itself that it was the request timeout.
func TestSlowResponseOverHTTP2(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(besieged(operations["read"].path, func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 2 {
			t.Errorf("the protocol is %s", r.Proto)
		}
		w.WriteHeader(http.StatusOK)
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	layers := transport.NewHTTP()
	layers.Proxy = nil
	layers.TLSClientConfig.RootCAs = x509.NewCertPool()
	layers.TLSClientConfig.RootCAs.AddCert(server.Certificate())
	defer layers.CloseIdleConnections()
	err := run(t, operations["read"], ringcentral.PlatformOptions{ServerURL: server.URL, Transport: layers, RequestTimeout: time.Second})
	wantFinding(t, err, findings.PlatformTimedOut)
	if err == nil || !strings.Contains(err.Error(), "no complete response within 1s") {
		t.Errorf("got %v", err)
	}
}
