// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestRunServesUntilItIsInterrupted(t *testing.T) {
	t.Parallel()
	ctx, interrupt := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, writer, options{listen: "127.0.0.1:0", unlimited: true, terraformConfig: "/tmp/dev.tfrc"})
		writer.Close()
	}()
	variables := map[string]string{}
	for lines := bufio.NewScanner(reader); lines.Scan(); {
		if name, value, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(lines.Text()), "export "), "="); ok {
			variables[name] = value
		}
		if strings.HasPrefix(lines.Text(), "Press Ctrl-C") {
			break
		}
	}
	for _, name := range []string{"RINGCENTRAL_DEVELOPER_CONSOLE_URL", "RINGCENTRAL_CLIENT_ID", "RINGCENTRAL_CLIENT_SECRET", "RINGCENTRAL_JWT", "TF_CLI_CONFIG_FILE"} {
		if variables[name] == "" {
			t.Errorf("%s was not printed", name)
		}
	}
	resp, err := http.Get(variables["RINGCENTRAL_SERVER_URL"] + "/")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("the start page answered %s", resp.Status)
	}
	interrupt()
	if err := <-ended; err != nil {
		t.Errorf("run ended with %v", err)
	}
}

func TestOnlyThisMachineIsServed(t *testing.T) {
	t.Parallel()
	for _, listen := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "example.com:80", "127.0.0.1"} {
		if err := run(t.Context(), io.Discard, options{listen: listen}); err == nil {
			t.Errorf("-listen %s was accepted", listen)
		}
	}
}
