// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"bytes"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// process starts what a process of its own would: a platform and a session that
// share nothing with others but the cache's directory.
func process(t *testing.T, server *tokenServer, directory, accountID string, r GrantRequest) *Session {
	t.Helper()
	cache, err := OpenTokenCache(directory)
	if err != nil {
		t.Fatal(err)
	}
	p := platformWith(t, server)
	return p.NewSession(r, SessionOptions{KeepRequests: 5, Cache: cache.Grant(p.ServerURL(), accountID, r)})
}

func mustGrant(t *testing.T, s *Session) *Grant {
	t.Helper()
	grant, err := s.Grant(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return grant
}

func TestTokenCacheIsShared(t *testing.T) {
	t.Parallel()
	directory := filepath.Join(t.TempDir(), "made", "by the provider")
	server := &tokenServer{lifetime: 3600}
	first := process(t, server, directory, "~", aRequest)
	want := mustGrant(t, first)
	if err := first.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := mustGrant(t, process(t, server, directory, "~", aRequest))
	if got.accessToken != want.accessToken || got.OwnerID != want.OwnerID || len(got.Scopes) != 2 || !got.ExpiresAt.Equal(want.ExpiresAt) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if server.grants.Load() != 1 || server.revoked.Load() != 0 {
		t.Errorf("%d grants, %d revocations", server.grants.Load(), server.revoked.Load())
	}
}

func TestTokenCacheKey(t *testing.T) {
	t.Parallel()
	directory := privateDirectory(t)
	server := &tokenServer{lifetime: 3600}
	other := func(change func(*GrantRequest)) GrantRequest {
		r := aRequest
		change(&r)
		return r
	}
	mustGrant(t, process(t, server, directory, "~", aRequest))
	for name, session := range map[string]*Session{
		"another account":    process(t, server, directory, "1", aRequest),
		"another app":        process(t, server, directory, "~", other(func(r *GrantRequest) { r.App.ClientID = "other" })),
		"another credential": process(t, server, directory, "~", other(func(r *GrantRequest) { r.Assertion = "d.e.f" })),
		"a rotated secret":   process(t, server, directory, "~", other(func(r *GrantRequest) { r.App.ClientSecret = "rotated" })),
	} {
		before := server.grants.Load()
		if mustGrant(t, session); server.grants.Load() != before+1 {
			t.Errorf("%s used the token", name)
		}
	}
}

func TestTokenCacheExpiresBeforeTheToken(t *testing.T) {
	t.Parallel()
	directory := privateDirectory(t)
	server := &tokenServer{lifetime: 3600}
	mustGrant(t, process(t, server, directory, "~", aRequest))
	late := process(t, server, directory, "~", aRequest)
	late.now = func() time.Time { return time.Now().Add(3600*time.Second - renewBefore + time.Second) }
	if mustGrant(t, late); server.grants.Load() != 2 {
		t.Errorf("%d grants", server.grants.Load())
	}
}

// TestTokenCacheForgetsARejectedToken replaces a token that the platform has ended.
func TestTokenCacheForgetsARejectedToken(t *testing.T) {
	t.Parallel()
	directory := privateDirectory(t)
	server := &tokenServer{lifetime: 3600}
	mustGrant(t, process(t, server, directory, "~", aRequest))
	session := process(t, server, directory, "~", aRequest)
	session.Invalidate(mustGrant(t, session))
	replaced := mustGrant(t, session)
	if server.grants.Load() != 2 {
		t.Errorf("%d grants", server.grants.Load())
	}
	if got := mustGrant(t, process(t, server, directory, "~", aRequest)); got.accessToken != replaced.accessToken {
		t.Error("the next process does not use the new token")
	}
}

// TestTokenCacheBetweenProcesses lets many processes ask at the same time.
func TestTokenCacheBetweenProcesses(t *testing.T) {
	t.Parallel()
	directory := privateDirectory(t)
	server := &tokenServer{lifetime: 3600}
	var wait sync.WaitGroup
	for range 20 {
		session := process(t, server, directory, "~", aRequest)
		wait.Go(func() {
			if _, err := session.Grant(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if server.grants.Load() != 1 {
		t.Errorf("%d grants", server.grants.Load())
	}
}

// TestTokenCacheOnDisk looks at what is there for others to see.
func TestTokenCacheOnDisk(t *testing.T) {
	t.Parallel()
	directory := filepath.Join(t.TempDir(), "cache")
	mustGrant(t, process(t, &tokenServer{lifetime: 3600}, directory, "~", aRequest))
	info, err := os.Stat(directory)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the directory has the mode %v, %v", info.Mode(), err)
	}
	entries, err := os.ReadDir(directory)
	if err != nil || len(entries) != 2 {
		t.Fatalf("%v, %v", entries, err)
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has the mode %v, %v", entry.Name(), info.Mode(), err)
		}
		content, err := os.ReadFile(filepath.Join(directory, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"token-1", aRequest.App.ClientSecret, aRequest.Assertion, aRequest.App.ClientID} {
			if bytes.Contains(content, []byte(secret)) || strings.Contains(entry.Name(), secret) {
				t.Errorf("%s shows %q", entry.Name(), secret)
			}
		}
	}
}

func TestTokenCacheDamaged(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func(content []byte) []byte{
		"empty":     func([]byte) []byte { return nil },
		"not JSON":  func([]byte) []byte { return []byte("{") },
		"no fields": func([]byte) []byte { return []byte("{}") },
		"altered": func(content []byte) []byte {
			at := bytes.LastIndexByte(content, '"') - 9
			content[at] ^= 1
			return content
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			directory := privateDirectory(t)
			server := &tokenServer{lifetime: 3600}
			session := process(t, server, directory, "~", aRequest)
			mustGrant(t, session)
			path := session.options.Cache.path
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, damage(content), 0o600); err != nil {
				t.Fatal(err)
			}
			if mustGrant(t, process(t, server, directory, "~", aRequest)); server.grants.Load() != 2 {
				t.Errorf("%d grants", server.grants.Load())
			}
			if mustGrant(t, process(t, server, directory, "~", aRequest)); server.grants.Load() != 2 {
				t.Errorf("the damaged file was not replaced: %d grants", server.grants.Load())
			}
		})
	}
}

// TestTokenCacheNotWritable goes on without the cache, and then ends the session
// like any other.
func TestTokenCacheNotWritable(t *testing.T) {
	t.Parallel()
	directory := privateDirectory(t)
	server := &tokenServer{lifetime: 3600}
	session := process(t, server, directory, "~", aRequest)
	session.options.KeepRequests = 0
	if err := os.RemoveAll(directory); err != nil {
		t.Fatal(err)
	}
	mustGrant(t, session)
	if err := session.Close(t.Context()); err != nil || server.revoked.Load() != 1 {
		t.Errorf("%d revocations, %v", server.revoked.Load(), err)
	}
}

func TestOpenTokenCacheRefuses(t *testing.T) {
	t.Parallel()
	shared := t.TempDir()
	if err := os.Chmod(shared, 0o750); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(privateDirectory(t), link); err != nil {
		t.Fatal(err)
	}
	wants := map[string]string{
		"~":                           `"~" is not a path`,
		"~somebody/cache":             `"~somebody/cache" is not a path`,
		link:                          "the directory cannot be created",
		shared:                        "other users can access the directory",
		file:                          "the directory cannot be created",
		filepath.Join(file, "deeper"): "the directory cannot be created",
	}
	existing := filepath.Join(t.TempDir(), "existing")
	if err := os.Symlink(t.TempDir(), existing); err != nil {
		t.Fatal(err)
	}
	wants[existing] = "is a symbolic link"
	if os.Geteuid() != 0 {
		wants["/"] = "belongs to another user"
	} else {
		foreign := t.TempDir()
		if err := os.Chown(foreign, 12345, 12345); err != nil {
			t.Fatal(err)
		}
		wants[foreign] = "belongs to another user"
	}
	for directory, want := range wants {
		if _, err := OpenTokenCache(directory); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", directory, err, want)
		}
	}
}

func TestSessionKeepsRequestsForLater(t *testing.T) {
	t.Parallel()
	for limit, want := range map[int]int64{5: 0, 6: 0, 7: 1, 100: 1} {
		sent := 0
		server := roundTripper(func(req *http.Request) (*http.Response, error) {
			sent++
			header := http.Header{"X-Rate-Limit-Limit": {strconv.Itoa(limit)}, "X-Rate-Limit-Window": {"60"}, "X-Rate-Limit-Remaining": {strconv.Itoa(limit - sent)}}
			return respond(req, http.StatusOK, header), nil
		})
		tokens := &tokenServer{lifetime: 600}
		p := platformWith(t, both{server, tokens})
		session := p.NewSession(aRequest, SessionOptions{KeepRequests: 5})
		mustGrant(t, session)
		if err := session.Close(t.Context()); err != nil || tokens.revoked.Load() != want {
			t.Errorf("with a limit of %d: %d revocations, want %d, %v", limit, tokens.revoked.Load(), want, err)
		}
		if _, err := session.Grant(t.Context()); !errors.Is(err, errSessionClosed) {
			t.Errorf("got %v after the end", err)
		}
	}
}

func privateDirectory(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "cache")
}

// TestLinksInTheTokenCache plants links where the cache expects its files. Neither is
// what they lead to read or written, nor does the session fail.
func TestLinksInTheTokenCache(t *testing.T) {
	t.Parallel()
	for _, suffix := range []string{"", ".lock"} {
		directory := privateDirectory(t)
		server := &tokenServer{lifetime: 3600}
		session := process(t, server, directory, "~", aRequest)
		target := filepath.Join(t.TempDir(), "target")
		if err := os.Symlink(target, session.options.Cache.path+suffix); err != nil {
			t.Fatal(err)
		}
		mustGrant(t, session)
		if _, err := os.Lstat(target); err == nil {
			t.Errorf("the link of the file %q was followed", suffix)
		}
	}
}
