// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// environment reads what is printed until the last line, and returns the
// variables of the lines to paste.
func environment(t *testing.T, printed io.Reader) map[string]string {
	t.Helper()
	variables := map[string]string{}
	for lines := bufio.NewScanner(printed); lines.Scan(); {
		if assignment, ok := strings.CutPrefix(lines.Text(), "export "); ok {
			name, value, _ := strings.Cut(assignment, "=")
			variables[name] = value
		}
		if strings.HasPrefix(lines.Text(), "Press Ctrl-C") {
			return variables
		}
	}
	t.Error("the lines to paste are incomplete")
	return variables
}

func TestThePrintedEnvironmentWorksUntilAnInterrupt(t *testing.T) {
	t.Parallel()
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	printed, stdout := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, []string{"-unlimited", "-window", "1s", "-terraform-config", "/tmp/it's here/dev.tfrc"}, stdout, io.Discard)
		_ = stdout.CloseWithError(err)
		ended <- err
	}()
	variables := environment(t, printed)
	if got, want := variables["TF_CLI_CONFIG_FILE"], `'/tmp/it'\''s here/dev.tfrc'`; got != want {
		t.Errorf("TF_CLI_CONFIG_FILE=%s, want %s", got, want)
	}
	if console, server := variables["RINGCENTRAL_DEVELOPER_CONSOLE_URL"], variables["RINGCENTRAL_SERVER_URL"]; console != server {
		t.Errorf("the Developer Console is at %s, the platform at %s", console, server)
	}

	// More grants than the documented limit of 5 show that -unlimited holds.
	for range 6 {
		form := url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "assertion": {variables["RINGCENTRAL_JWT"]}}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, variables["RINGCENTRAL_SERVER_URL"]+"/restapi/oauth/token", strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.SetBasicAuth(variables["RINGCENTRAL_CLIENT_ID"], variables["RINGCENTRAL_CLIENT_SECRET"])
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Fatalf("a grant with the printed credentials returns %s", response.Status)
		}
	}

	interrupt()
	if err := <-ended; err != nil {
		t.Errorf("the interrupt ends it with %v", err)
	}
	if response, err := http.Get(variables["RINGCENTRAL_SERVER_URL"]); err == nil {
		_ = response.Body.Close()
		t.Error("it serves after the interrupt")
	}
}

func TestBadCommandLines(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		arguments []string
		want      string
	}{
		"every address":    {[]string{"-listen", "0.0.0.0:0"}, "must be a loopback address"},
		"no address":       {[]string{"-listen", ":0"}, "must be a loopback address"},
		"another machine":  {[]string{"-listen", "192.0.2.1:0"}, "must be a loopback address"},
		"a host name":      {[]string{"-listen", "example.com:0"}, "must be a loopback address"},
		"no port":          {[]string{"-listen", "127.0.0.1"}, "an address and a port"},
		"no window":        {[]string{"-window", "0s"}, "-window must be positive"},
		"unknown dialect":  {[]string{"-dialect", "klingon"}, "neither a file nor one of the dialects"},
		"unknown flag":     {[]string{"-bogus"}, "-bogus"},
		"a stray argument": {[]string{"serve"}, `unexpected argument "serve"`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			err := run(ctx, test.arguments, io.Discard, io.Discard)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want %q", err, test.want)
			}
		})
	}
}

func TestHelpNamesEveryFlag(t *testing.T) {
	t.Parallel()
	var usage strings.Builder
	if err := run(t.Context(), []string{"-help"}, io.Discard, &usage); !errors.Is(err, flag.ErrHelp) {
		t.Fatalf("got error %v", err)
	}
	for _, name := range []string{"-listen", "-unlimited", "-window", "-terraform-config", "-dialect", "narrow-admin"} {
		if !strings.Contains(usage.String(), name) {
			t.Errorf("the usage does not name %s:\n%s", name, usage.String())
		}
	}
}

// closedPipe is a standard output that nobody reads.
type closedPipe struct{}

func (closedPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestAnUnprintableAddressIsAnError(t *testing.T) {
	t.Parallel()
	if err := run(t.Context(), nil, closedPipe{}, io.Discard); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got error %v", err)
	}
}
