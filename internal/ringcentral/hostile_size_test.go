// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral_test

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/findings"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

const (
	// mostAllocated bounds what a hostile response makes the process allocate in all,
	// garbage and the test's server included.
	mostAllocated = 768 << 20
	// mostRead bounds what the client reads of a response, in bytes: the largest body, and
	// what is read ahead.
	mostRead = 33 << 20
	// mostHeaderRead is the same for a response whose header does not end.
	mostHeaderRead = 1 << 20
)

// allocated returns how much work allocates. Nothing else may run.
func allocated(work func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// counting returns a transport that counts what is read of its connections. What the
// server has sent tells nothing: much of it stays in the buffers of the kernel.
func counting(t *testing.T) (layers *http.Transport, read *atomic.Int64) {
	t.Helper()
	layers, read = transport.NewHTTP(), new(atomic.Int64)
	layers.Proxy = nil
	layers.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		connection, err := (&net.Dialer{}).DialContext(ctx, network, address)
		return countedConnection{connection, read}, err
	}
	t.Cleanup(layers.CloseIdleConnections)
	return layers, read
}

type countedConnection struct {
	net.Conn
	read *atomic.Int64
}

func (c countedConnection) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.read.Add(int64(n))
	return n, err
}

// flood writes a chunk forever, until nobody reads any more.
func flood(w io.Writer, chunk []byte) {
	for {
		if _, err := w.Write(chunk); err != nil {
			return
		}
	}
}

// bomb compresses a text that is repeated until it has the given size.
func bomb(t *testing.T, start, repeated string, size int) []byte {
	t.Helper()
	var compressed bytes.Buffer
	w := gzip.NewWriter(&compressed)
	_, _ = io.WriteString(w, start)
	chunk := []byte(strings.Repeat(repeated, 1<<20/len(repeated)))
	for written := 0; written < size; written += len(chunk) {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return compressed.Bytes()
}

// TestHugeResponses measures what responses of any size cost. It does not run beside
// other tests, which would be measured, too.
func TestHugeResponses(t *testing.T) { //nolint:paralleltest // see above
	chunk := bytes.Repeat([]byte(" "), 64<<10)
	zipped := bomb(t, `{"id":"`, "0", 1<<30)
	nested := strings.Repeat("[", 16<<20)
	responses := map[string]func(w http.ResponseWriter){
		"without end": func(w http.ResponseWriter) { flood(w, chunk) },
		"of a terabyte": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "1000000000000")
			flood(w, chunk)
		},
		"compressed from a gigabyte": func(w http.ResponseWriter) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(zipped)
		},
		"an error without end": func(w http.ResponseWriter) {
			w.WriteHeader(http.StatusForbidden)
			flood(w, chunk)
		},
		"nested 16 million times": func(w http.ResponseWriter) {
			_, _ = io.WriteString(w, nested)
		},
	}
	for _, name := range []string{"grant", "revoke", "keys", "read", "list", "create"} {
		for kind, response := range responses {
			t.Run(name+" "+kind, func(t *testing.T) {
				var err error
				layers, read := counting(t)
				used := allocated(func() {
					err = attack(t, operations[name], ringcentral.PlatformOptions{Transport: layers}, func(w http.ResponseWriter, _ *http.Request) { response(w) })
				})
				code := findings.ResponseUnreadable
				switch {
				case kind == "an error without end" && name == "grant":
					code = findings.Unrecognized
				case kind == "an error without end":
					code = findings.RequestRefused
				case name == "revoke": // what it says does not matter
					code = ""
				}
				if code == "" && err != nil {
					t.Error(err)
				} else if code != "" {
					wantFinding(t, err, code)
				}
				if used > mostAllocated || read.Load() > mostRead {
					t.Errorf("%d MiB were allocated, and %d MiB were read", used>>20, read.Load()>>20)
				}
				t.Logf("%d MiB allocated, %d KiB read", used>>20, read.Load()>>10)
			})
		}
	}
}

// TestDenseResponses measures responses of the largest size that need much more memory
// than they have bytes.
func TestDenseResponses(t *testing.T) { //nolint:paralleltest // it measures memory
	const (
		size  = 30 << 20
		dense = 1<<20 - 10 // just what is accepted
	)
	for name, test := range map[string]struct {
		operation, start, repeated, end string
		tooMany                         bool
	}{
		"too many values":   {"create", `{"id":"1","permissions":[`, strings.Repeat(`{"id":1},`, 2), `{"id":1}]}`, true},
		"records":           {"list", `{"records":[`, `{"id":1},`, `{"id":1}]}`, false},
		"empty records":     {"list", `{"records":[`, `{},`, `{}]}`, false},
		"roles of a user":   {"list", `{"records":[{"id":1,"roles":[`, `{"id":1},`, `{"id":1}]}]}`, false},
		"permissions":       {"create", `{"id":"1","permissions":[`, `{"id":1},`, `{"id":1}]}`, false},
		"unknown values":    {"read", `{"id":1,"unknown":[`, `[],`, `[]]}`, false},
		"a very long text":  {"create", `{"id":"1","displayName":"`, `x`, `"}`, false},
		"a very long ID":    {"read", `{"id":`, `1`, `}`, false},
		"a very long value": {"read", `{"id":1,"status":`, `1`, `}`, false},
		"unknown names":     {"read", `{"id":1`, `,"x":1`, `}`, false},
		"the same name":     {"create", `{"id":"1"`, `,"permissions":[{"id":"x"}]`, `}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			content := []byte(test.start + strings.Repeat(test.repeated, min(dense, size/len(test.repeated))) + test.end)
			if !strings.Contains(test.repeated, ",") {
				content = []byte(test.start + strings.Repeat(test.repeated, size) + test.end)
			}
			var err error
			used := allocated(func() {
				err = attack(t, operations[test.operation], ringcentral.PlatformOptions{}, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(content) })
			})
			if err != nil {
				wantFinding(t, err, findings.ResponseUnreadable)
			}
			if refused := strings.Contains(fmt.Sprint(err), "it has more than"); refused != test.tooMany {
				t.Errorf("it is too much: %v, %v", refused, err)
			}
			if used > mostAllocated {
				t.Errorf("%d MiB were allocated", used>>20)
			}
			t.Logf("%d MiB allocated, %.100v", used>>20, err)
		})
	}
}

// TestEndlessHeaders sends headers without end, informational responses included.
func TestEndlessHeaders(t *testing.T) { //nolint:paralleltest // it measures memory
	for name, test := range map[string]struct{ start, repeated string }{
		"header":        {"HTTP/1.1 200 OK\r\n", "X-%d: " + strings.Repeat("x", 1000) + "\r\n"},
		"one header":    {"HTTP/1.1 200 OK\r\nX-%d: ", strings.Repeat("x", 1000)},
		"status line":   {"HTTP/1.1 200 ", strings.Repeat("x", 1000)},
		"informational": {"", "HTTP/1.1 103 Early Hints\r\nX-%d: x\r\n\r\n"},
		"trailer":       {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n0\r\n", "X-%d: " + strings.Repeat("x", 1000) + "\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var err error
			layers, read := counting(t)
			used := allocated(func() {
				err = attack(t, operations["read"], ringcentral.PlatformOptions{Transport: layers}, func(w http.ResponseWriter, _ *http.Request) {
					connection := hijack(t, w)
					defer connection.Close()
					_, _ = io.WriteString(connection, test.start)
					for i := 0; ; i++ {
						line := test.repeated
						if strings.Contains(line, "%d") {
							line = fmt.Sprintf(line, i)
						}
						if _, err := io.WriteString(connection, line); err != nil {
							return
						}
					}
				})
			})
			wantFinding(t, err, findings.PlatformUnreachable)
			if used > 16<<20 || read.Load() > mostHeaderRead {
				t.Errorf("%d MiB were allocated, and %d MiB were read", used>>20, read.Load()>>20)
			}
			t.Logf("%d MiB allocated, %d KiB read, %v", used>>20, read.Load()>>10, err)
		})
	}
}

// hijack takes over the connection of a request.
func hijack(t *testing.T, w http.ResponseWriter) net.Conn {
	t.Helper()
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		t.Fatal(err)
	}
	return connection
}

// lists are the operations that read every kind of list.
var lists = map[string]operation{
	"extensions": operations["list"],
	"roles": {"/restapi/v1.0/account/~/user-role", func(ctx context.Context, _ *ringcentral.Platform, c *ringcentral.Client) error {
		_, err := c.ListUserRoles(ctx, nil)
		return err
	}},
	"roles before a new one": operations["create"],
	"roles like another": {"/restapi/v1.0/account/~/user-role", func(ctx context.Context, _ *ringcentral.Platform, c *ringcentral.Client) error {
		_, err := c.RolesLike(ctx, "R")
		return err
	}},
	"permissions": {"/restapi/v1.0/dictionary/permission", func(ctx context.Context, _ *ringcentral.Platform, c *ringcentral.Client) error {
		_, err := c.Permissions(ctx)
		return err
	}},
	"sites": {"/restapi/v1.0/account/~/sites", func(ctx context.Context, _ *ringcentral.Platform, c *ringcentral.Client) error {
		_, err := c.Sites(ctx)
		return err
	}},
	"seats": {"/restapi/v1.0/account/~/extension", func(ctx context.Context, _ *ringcentral.Platform, c *ringcentral.Client) error {
		_, err := c.UnassignedSeats(ctx, "")
		return err
	}},
	"extensions with an e-mail address": {"/restapi/v1.0/account/~/extension", func(ctx context.Context, _ *ringcentral.Platform, c *ringcentral.Client) error {
		_, err := c.ExtensionsLike(ctx, ringcentral.ContactCreate{Email: "a@example.com"})
		return err
	}},
}

// TestEndlessLists serves lists that never end, each page with another object.
func TestEndlessLists(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		paging   string
		requests int64
	}{
		"2 billion pages":         {`"paging":{"totalPages":2000000000}`, 1},
		"a next page forever":     {`"navigation":{"nextPage":{"uri":"https://elsewhere.example"}}`, 1001},
		"negative, and a next":    {`"paging":{"totalPages":-1},"navigation":{"nextPage":{"uri":"x"}}`, 1001},
		"growing number of pages": {`"paging":{"totalPages":%d}`, 1001},
	} {
		for list, operation := range lists {
			t.Run(name+", "+list, func(t *testing.T) {
				t.Parallel()
				var requests atomic.Int64
				page := func(w http.ResponseWriter, r *http.Request) {
					number := requests.Add(1)
					paging := test.paging
					if strings.Contains(paging, "%d") {
						paging = fmt.Sprintf(paging, number+1)
					}
					fmt.Fprintf(w, `{"records":[{"id":%d,"type":"User","status":"Enabled","roles":[]}],%s}`, 1_000_000+number, paging)
				}
				err := attack(t, operation, ringcentral.PlatformOptions{}, page)
				wantFinding(t, err, findings.ResponseUnreadable)
				if n := requests.Load(); n < 1 || n > test.requests || !strings.Contains(err.Error(), "1000 pages") {
					t.Errorf("%d requests, and %v", n, err)
				}
			})
		}
	}
}

// TestListsToTheirEnd reads 150 objects of a server that does not give more than 100 at
// once, whatever it is asked for.
func TestListsToTheirEnd(t *testing.T) {
	t.Parallel()
	page := func(w http.ResponseWriter, r *http.Request) {
		number, _ := strconv.Atoi(cmp.Or(r.URL.Query().Get("page"), "1"))
		var records []string
		for n := 100 * (number - 1); n < min(100*number, 150); n++ {
			records = append(records, fmt.Sprintf(`{"id":"%d","type":"User","status":"Enabled","roles":[],"permissions":[{"id":"SMS"}]}`, n+1))
		}
		fmt.Fprintf(w, `{"records":[%s],"paging":{"page":%d,"totalPages":2,"perPage":100,"totalElements":150}}`, strings.Join(records, ","), number)
	}
	count := func(path string, read func(context.Context, *ringcentral.Client) (int, error)) {
		t.Helper()
		o := operation{path, func(ctx context.Context, _ *ringcentral.Platform, c *ringcentral.Client) error {
			n, err := read(ctx, c)
			if n != 150 {
				t.Errorf("%s: %d objects", path, n)
			}
			return err
		}}
		if err := attack(t, o, ringcentral.PlatformOptions{}, page); err != nil {
			t.Error(err)
		}
	}
	count(lists["sites"].path, func(ctx context.Context, c *ringcentral.Client) (int, error) {
		sites, err := c.Sites(ctx)
		return len(sites), err
	})
	count(lists["extensions"].path, func(ctx context.Context, c *ringcentral.Client) (int, error) {
		extensions, err := c.ListExtensions(ctx, ringcentral.ExtensionFilter{})
		return len(extensions), err
	})
	count(lists["roles"].path, func(ctx context.Context, c *ringcentral.Client) (int, error) {
		roles, err := c.ListUserRoles(ctx, nil)
		return len(roles), err
	})
	count(lists["permissions"].path, func(ctx context.Context, c *ringcentral.Client) (int, error) {
		permissions, err := c.Permissions(ctx)
		return len(permissions), err
	})
}

// TestRolesFromTheirList reads 30 users, with their roles, of a server whose records of
// users do not hold roles.
func TestRolesFromTheirList(t *testing.T) {
	t.Parallel()
	var requests atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		unlimited(w.Header())
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == tokenPath {
			_, _ = io.WriteString(w, token)
			return
		}
		requests.Add(1)
		record := func(n int) string { return fmt.Sprintf(`{"id":%d,"type":"User","status":"Enabled"}`, n) }
		rest, _ := strings.CutPrefix(r.URL.Path, "/restapi/v1.0/account/~/")
		switch id, isOne := strings.CutPrefix(rest, "extension/"); {
		case isOne && strings.HasSuffix(id, "/assigned-role"):
			_, _ = io.WriteString(w, `{"records":[{"id":"3"}]}`)
		case isOne:
			fmt.Fprintf(w, `{"id":%s,"type":"User","status":"Enabled"}`, id)
		default:
			var records []string
			for n := range 30 {
				if rest == "assigned-role" {
					records = append(records, fmt.Sprintf(`{"extensionId":"%d","roles":[{"id":"3"}]}`, n+1))
					continue
				}
				records = append(records, record(n+1))
			}
			fmt.Fprintf(w, `{"records":[%s],"paging":{"totalPages":1}}`, strings.Join(records, ","))
		}
	}))
	defer server.Close()
	platform, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	c := platform.NewClient(platform.NewSession(credentials, ringcentral.SessionOptions{}), "~")
	for n := range 30 {
		if roles, err := c.RolesOf(t.Context(), fmt.Sprint(n+1)); err != nil || len(roles) != 1 || roles[0].ID != "3" {
			t.Fatalf("user %d: %v, %v", n+1, roles, err)
		}
	}
	if n := requests.Load(); n > 6 {
		t.Errorf("30 users took %d requests, want at most 6", n)
	}
}

// TestEndlessListDoesNotStopReads reads users one by one when their list never ends.
func TestEndlessListDoesNotStopReads(t *testing.T) {
	t.Parallel()
	var pages atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		unlimited(w.Header())
		w.Header().Set("Content-Type", "application/json")
		id, isOne := strings.CutPrefix(r.URL.Path, "/restapi/v1.0/account/~/extension/")
		switch {
		case r.URL.Path == tokenPath:
			_, _ = io.WriteString(w, token)
		case isOne:
			fmt.Fprintf(w, `{"id":%s,"type":"User","status":"Enabled"}`, id)
		default:
			fmt.Fprintf(w, `{"records":[{"id":%d}],"navigation":{"nextPage":{"uri":"x"}}}`, 1_000_000+pages.Add(1))
		}
	}))
	defer server.Close()
	platform, err := ringcentral.NewPlatform(ringcentral.PlatformOptions{ServerURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	c := platform.NewClient(platform.NewSession(credentials, ringcentral.SessionOptions{}), "~")
	for id := range 20 {
		if e, err := c.Extension(t.Context(), fmt.Sprint(id+1)); err != nil || string(e.ID) != fmt.Sprint(id+1) {
			t.Fatalf("got %v, %v", e, err)
		}
	}
	if n := pages.Load(); n > 1001 {
		t.Errorf("%d pages", n)
	}
}
