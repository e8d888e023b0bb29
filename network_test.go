// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Elsewhere Go takes certificate authorities from the system alone.
//go:build linux

package main

import (
	"bufio"
	"cmp"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const (
	// serverName resolves nowhere: only the proxy knows where the platform is.
	serverName    = "platform.example.test"
	proxyPassword = "LEAKMARKER-proxy-password"
)

// TestProxyAndAuthority runs the real processes against a platform that is reached
// through a proxy with a password, and whose certificate is of an authority that only
// the environment names.
func TestProxyAndAuthority(t *testing.T) {
	t.Parallel()
	terraform, config := prepare(t)
	authority, certificate := issue(t, serverName)
	unresolvable := strings.Repeat("a", 64) + ".example.test"
	tests := map[string]struct {
		environment func(proxy string) []string
		maxVersion  uint16
		says        string // empty if the plan succeeds
		connects    string // what the proxy is asked for; empty if it is not
		server      string // the server in use; empty for the one that is there
	}{
		"both": {environment: func(proxy string) []string {
			return []string{"HTTPS_PROXY=" + proxy, "SSL_CERT_FILE=" + authority}
		}, connects: serverName + ":443"},
		"in lower case": {environment: func(proxy string) []string {
			return []string{"https_proxy=" + proxy, "SSL_CERT_FILE=" + authority}
		}, connects: serverName + ":443"},
		"a directory of authorities": {environment: func(proxy string) []string {
			return []string{"HTTPS_PROXY=" + proxy, "SSL_CERT_FILE=/dev/null", "SSL_CERT_DIR=" + filepath.Dir(authority)}
		}, connects: serverName + ":443"},
		"an unknown authority": {environment: func(proxy string) []string {
			return []string{"HTTPS_PROXY=" + proxy, "SSL_CERT_FILE=/dev/null", "SSL_CERT_DIR=/dev/null"}
		}, connects: serverName + ":443", says: "Finding: tls_failure"},
		"TLS 1.1": {environment: func(proxy string) []string {
			return []string{"HTTPS_PROXY=" + proxy, "SSL_CERT_FILE=" + authority}
		}, maxVersion: tls.VersionTLS11, connects: serverName + ":443", says: "Finding: tls_failure"},
		"a wrong password": {environment: func(proxy string) []string {
			return []string{"HTTPS_PROXY=" + strings.Replace(proxy, "@", "-not@", 1), "SSL_CERT_FILE=" + authority}
		}, connects: serverName + ":443", says: "Proxy Authentication Required"},
		"an address that is none": {environment: func(proxy string) []string {
			return []string{"HTTPS_PROXY=" + strings.Replace(proxy, "@", "%zz@", 1), "SSL_CERT_FILE=" + authority}
		}, says: "Finding: proxy_failure"},
		"the proxy is not for it": {environment: func(proxy string) []string {
			return []string{"HTTPS_PROXY=" + proxy, "NO_PROXY=.example.test"}
		}, server: unresolvable, says: "Finding: dns_failure"},
		"the proxy is for it": {environment: func(proxy string) []string {
			return []string{"HTTPS_PROXY=" + proxy, "NO_PROXY=.example.com"}
		}, server: unresolvable, connects: unresolvable + ":443", says: "Finding: proxy_failure"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			platform := &simulator.Server{Simulator: simulator.New(simulator.Options{Limits: simulator.GenerousLimits()}), URL: "https://" + cmp.Or(test.server, serverName)}
			platform.SetBaseURL(platform.URL)
			server := httptest.NewUnstartedServer(platform)
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			server.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS10, MaxVersion: test.maxVersion}
			server.StartTLS()
			defer server.Close()
			proxy := startProxy(t, server.Listener.Addr().String())
			defer proxy.server.Close()

			logs := t.TempDir()
			plan := command(t, terraform, config, platform, configuration, "plan")
			plan.Env = append(withoutProxies(plan.Env), "TF_LOG=TRACE", "TF_LOG_PATH="+filepath.Join(logs, "log"))
			plan.Env = append(plan.Env, test.environment("http://user:"+proxyPassword+"@"+proxy.server.Listener.Addr().String())...)
			output, err := plan.CombinedOutput()
			if (err == nil) != (test.says == "") {
				t.Errorf("terraform ended with %v\n%s", err, output)
			}
			if said := strings.Join(strings.FieldsFunc(string(output), func(r rune) bool { return r == '│' || r == ' ' || r == '\n' }), " "); !strings.Contains(said, test.says) {
				t.Errorf("the output does not say %q\n%s", test.says, output)
			}
			for _, asked := range proxy.asked() {
				if asked != test.connects {
					t.Errorf("the proxy was asked for %s", asked)
				}
			}
			if test.connects != "" && len(proxy.asked()) == 0 {
				t.Error("the proxy was not asked")
			}
			if open := len(platform.OpenSessions()); open != 0 {
				t.Errorf("%d sessions are open", open)
			}
			if test.says == "" && count(platform, "/restapi/oauth/revoke") != 1 {
				t.Error("the session was not revoked through the proxy")
			}
			if err := os.WriteFile(filepath.Join(logs, "output"), output, 0o600); err != nil {
				t.Fatal(err)
			}
			if files, found := providertest.SearchForSecrets(t, []string{proxyPassword, "user:" + proxyPassword}, logs, plan.Dir); files < 3 || len(found) > 0 {
				t.Errorf("secrets in %d files: %v", files, found)
			}
		})
	}
}

// withoutProxies drops what the machine's own environment says of proxies and
// authorities.
func withoutProxies(environment []string) []string {
	var kept []string
	for _, variable := range environment {
		name, _, _ := strings.Cut(variable, "=")
		if name = strings.ToUpper(name); !strings.HasSuffix(name, "_PROXY") && !strings.HasPrefix(name, "SSL_CERT_") {
			kept = append(kept, variable)
		}
	}
	return kept
}

// connectProxy is a proxy that connects to one server, whatever it is asked for.
type connectProxy struct {
	server *httptest.Server
	mu     sync.Mutex
	hosts  []string
}

func (p *connectProxy) asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.hosts...)
}

func startProxy(t *testing.T, to string) *connectProxy {
	t.Helper()
	p := &connectProxy{}
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte("user:"+proxyPassword))
	p.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.hosts = append(p.hosts, r.Host)
		p.mu.Unlock()
		switch {
		case r.Method != http.MethodConnect:
			w.WriteHeader(http.StatusMethodNotAllowed)
		case r.Header.Get("Proxy-Authorization") != want:
			w.WriteHeader(http.StatusProxyAuthRequired)
		case r.Host != serverName+":443":
			w.WriteHeader(http.StatusForbidden)
		default:
			tunnel(t, w, to)
		}
	}))
	return p
}

func tunnel(t *testing.T, w http.ResponseWriter, to string) {
	t.Helper()
	server, err := new(net.Dialer).DialContext(t.Context(), "tcp", to)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	client, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		t.Error(err)
		return
	}
	_, _ = io.WriteString(client, "HTTP/1.1 200 Connection established\r\n\r\n")
	done := make(chan struct{}, 2)
	pipe := func(to io.WriteCloser, from io.Reader) {
		_, _ = io.Copy(to, from)
		_ = to.Close()
		done <- struct{}{}
	}
	go pipe(server, bufferedBy(buffered.Reader, client))
	go pipe(client, server)
	<-done
	<-done
}

// bufferedBy reads what is buffered, and then the rest.
func bufferedBy(buffered *bufio.Reader, connection net.Conn) io.Reader {
	return io.MultiReader(io.LimitReader(buffered, int64(buffered.Buffered())), connection)
}

// issue returns a certificate for a host, and the path of the certificate of the
// authority that issued it, alone in its directory.
func issue(t *testing.T, host string) (authority string, certificate tls.Certificate) {
	t.Helper()
	sign := func(template, parent *x509.Certificate, key, parentKey *ecdsa.PrivateKey) []byte {
		encoded, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, parentKey)
		if err != nil {
			t.Fatal(err)
		}
		return encoded
	}
	newKey := func() *ecdsa.PrivateKey {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return key
	}
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test authority"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	rootKey, leafKey := newKey(), newKey()
	authority = filepath.Join(t.TempDir(), "authority.pem")
	content := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: sign(root, root, rootKey, rootKey)})
	if err := os.WriteFile(authority, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return authority, tls.Certificate{Certificate: [][]byte{sign(leaf, root, leafKey, rootKey)}, PrivateKey: leafKey}
}
