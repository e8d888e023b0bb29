// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/http/httpproxy"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

// over performs a request with the transport that the provider uses, with a change.
func over(t *testing.T, serverURL string, change func(*http.Transport)) error {
	t.Helper()
	layers := transport.NewHTTP()
	layers.Proxy = nil
	if change != nil {
		change(layers)
	}
	defer layers.CloseIdleConnections()
	p, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: serverURL, Transport: layers})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.ServerTime(t.Context())
	return err
}

func serveTLS(t *testing.T, change func(*tls.Config)) (serverURL string, pool *x509.CertPool) {
	t.Helper()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS10}
	change(server.TLS)
	server.StartTLS()
	t.Cleanup(server.Close)
	pool = x509.NewCertPool()
	pool.AddCert(server.Certificate())
	return server.URL, pool
}

// TestTLSVersions talks to servers that know only some versions of TLS.
func TestTLSVersions(t *testing.T) {
	t.Parallel()
	for version, accepted := range map[uint16]bool{tls.VersionTLS10: false, tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		t.Run(tls.VersionName(version), func(t *testing.T) {
			t.Parallel()
			serverURL, pool := serveTLS(t, func(config *tls.Config) { config.MinVersion, config.MaxVersion = version, version })
			err := over(t, serverURL, func(transport *http.Transport) { transport.TLSClientConfig.RootCAs = pool })
			if (err == nil) != accepted {
				t.Errorf("got %v", err)
			}
			if !accepted {
				wantFinding(t, err, findings.TLSFailed)
			}
		})
	}
}

// TestCertificates refuses certificates that are not those of the server, whatever
// they say of themselves.
func TestCertificates(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*x509.Certificate){
		"another name":     func(c *x509.Certificate) { c.DNSNames = []string{"elsewhere.example"} },
		"a hostile name":   func(c *x509.Certificate) { c.DNSNames = []string{"\x1b[2J\x1b]0;x\x07.example"} },
		"many names":       func(c *x509.Certificate) { c.DNSNames = strings.Split(strings.Repeat("a.example ", 1000), " ")[:1000] },
		"a hostile issuer": func(c *x509.Certificate) { c.Subject.CommonName = "\x1b[2J\u202e" },
		"expired":          func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			certificate := selfSigned(t, change)
			serverURL, _ := serveTLS(t, func(config *tls.Config) { config.Certificates = []tls.Certificate{certificate} })
			err := over(t, serverURL, func(transport *http.Transport) {
				transport.TLSClientConfig.RootCAs = x509.NewCertPool()
				if name != "a hostile issuer" {
					transport.TLSClientConfig.RootCAs.AddCert(certificate.Leaf)
				}
			})
			wantFinding(t, err, findings.TLSFailed)
		})
	}
}

func selfSigned(t *testing.T, change func(*x509.Certificate)) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"},
		NotBefore: time.Now().Add(-24 * time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, IPAddresses: []net.IP{},
	}
	change(template)
	encoded, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(encoded)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{encoded}, PrivateKey: key, Leaf: leaf}
}

// TestProxyResponses connects through proxies that refuse, each in its way. The password
// of the proxy stays unsaid.
func TestProxyResponses(t *testing.T) {
	t.Parallel()
	for response, want := range map[string]string{
		"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n":               "the proxy responded HTTP 407 Proxy Authentication Required to CONNECT",
		"HTTP/1.1 403 \x1b[31m\u202ehunter2\r\n\r\n":                       "the proxy responded HTTP 403 Forbidden to CONNECT",
		"HTTP/1.1 302 Found\r\nLocation: http://elsewhere.example\r\n\r\n": "the proxy responded HTTP 302 Found to CONNECT",
		"HTTP/1.1 999 \r\n\r\n":                                            "the proxy responded HTTP 999 to CONNECT",
		"\x1b[31m nonsense\r\n\r\n":                                        "malformed HTTP",
		"":                                                                 "EOF",
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			proxy, asked := aProxy(t, response)
			err := over(t, "https://platform.example.test", func(transport *http.Transport) { transport.Proxy = http.ProxyURL(proxy) })
			code := findings.ProxyFailed
			if !strings.HasPrefix(response, "HTTP/") { // net/http does not say that it was the proxy
				code = findings.PlatformUnreachable
			}
			wantFinding(t, err, code)
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want %q", err, want)
			}
			if strings.Contains(err.Error(), "aHVudGVyMjpodW50ZXIy") {
				t.Errorf("the error holds the proxy's password: %v", err)
			}
			if request := <-asked; !strings.HasPrefix(request, "CONNECT platform.example.test:443 ") {
				t.Errorf("the proxy was asked for %q", request)
			}
		})
	}
}

// aProxy responds to one CONNECT verbatim. Its address holds a password.
func aProxy(t *testing.T, response string) (address *url.URL, asked <-chan string) {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	requests := make(chan string, 10)
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			content := make([]byte, 4096)
			n, _ := connection.Read(content)
			requests <- string(content[:n])
			_, _ = io.WriteString(connection, response)
			_ = connection.Close()
		}
	}()
	return &url.URL{Scheme: "http", Host: listener.Addr().String(), User: url.UserPassword("hunter2", "hunter2")}, requests
}

// TestProxyAddresses reports an address that is not valid, instead of doing without a
// proxy, and keeps it and the password in it out of the error.
func TestProxyAddresses(t *testing.T) {
	t.Parallel()
	for address, valid := range map[string]bool{
		"":                                       true,
		"proxy.example:3128":                     true,
		"http://user:hunter2@proxy.example:3128": true,
		"socks5://user:hunter2@proxy.example:1080": true,
		"http://user:hunt%er2@proxy.example:3128":  false,
		"http://user:hunter2@proxy.example:port":   false,
		"http://user:hun ter2@proxy.example:3128":  false,
		"http://[hunter2":                          false,
		"://hunter2":                               false,
		"\x1b[31mhunter2":                          false,
	} {
		for excluded, noProxy := range map[bool]string{true: "10.0.0.0/8,.example.test", false: ""} {
			choose := transport.ProxyOf(&httpproxy.Config{HTTPSProxy: address, NoProxy: noProxy})
			chosen, err := choose(&http.Request{URL: &url.URL{Scheme: "https", Host: "platform.example.test"}})
			switch {
			case excluded || address == "":
				if chosen != nil || err != nil {
					t.Errorf("%q: got %v, %v for a server that needs no proxy", address, chosen, err)
				}
			case valid:
				if err != nil || chosen.Hostname() != "proxy.example" {
					t.Errorf("%q: got %v, %v", address, chosen, err)
				}
			default:
				if chosen != nil {
					t.Errorf("%q: got %v", address, chosen)
				}
				err := over(t, "https://platform.example.test", func(transport *http.Transport) { transport.Proxy = choose })
				wantFinding(t, err, findings.ProxyFailed)
				if err != nil && (strings.Contains(err.Error(), "hunt") || strings.Contains(err.Error(), "proxy.example")) {
					t.Errorf("%q: got %v", address, err)
				}
			}
		}
	}
}

// TestOtherProtocols talks TLS to servers that do not.
func TestOtherProtocols(t *testing.T) {
	t.Parallel()
	for name, greeting := range map[string]string{
		"plain http":  "HTTP/1.1 400 Bad Request\r\n\r\n",
		"SSH":         "SSH-2.0-\x1b[31m\u202e\r\n",
		"a TLS alert": "\x15\x03\x01\x00\x02\x02\x46",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, _ := aProxy(t, greeting)
			wantFinding(t, over(t, "https://"+server.Host, nil), findings.TLSFailed)
		})
	}
}
