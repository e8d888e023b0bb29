// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/conformance"
)

const (
	itemPath  = "/restapi/v1.0/items/1"
	validItem = `{"name":"ab"}`
	wrongItem = `{"name":"ab","colour":"red"}`
)

// journal collects violations from the goroutines of a server.
type journal struct {
	mutex   sync.Mutex
	entries []string
}

func (j *journal) report(v conformance.Violation) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.entries = append(j.entries, v.String())
}

func (j *journal) all() []string {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	return append([]string(nil), j.entries...)
}

// serve runs a handler behind the middleware.
func serve(t *testing.T, handler http.HandlerFunc) (*httptest.Server, *journal) {
	t.Helper()
	journal := &journal{}
	server := httptest.NewServer(small(t).Middleware(handler, journal.report))
	t.Cleanup(server.Close)
	return server, journal
}

func get(t *testing.T, server *httptest.Server, path string) (*http.Response, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return server.Client().Do(request)
}

func writeJSON(w http.ResponseWriter, body string) {
	w.Header().Set("Content-Type", jsonType)
	_, _ = io.WriteString(w, body)
}

func TestViolationNamesTheOperation(t *testing.T) {
	t.Parallel()
	message := traffic{method: "GET", target: itemPath + "?x=1", responseBody: validItem}
	reported := reports(t, small(t), message)
	if len(reported) != 1 {
		t.Fatalf("%d violations, want 1", len(reported))
	}
	want := conformance.Violation{
		Method: "GET", Path: itemPath, OperationID: "readItem", Where: "request", Problem: "query parameter x is not declared",
	}
	if reported[0] != want {
		t.Errorf("violation %#v, want %#v", reported[0], want)
	}
	const text = "GET /restapi/v1.0/items/1 (readItem): request: query parameter x is not declared"
	if reported[0].String() != text {
		t.Errorf("String() = %q, want %q", reported[0], text)
	}
	message.target = "/restapi/unknown"
	if reported = reports(t, small(t), message); len(reported) != 1 || strings.Contains(reported[0].String(), "()") {
		t.Errorf("violations %v, want one without an operation", reported)
	}
}

// A test that has the response may look at the violations at once.
func TestReportsComeBeforeTheResponse(t *testing.T) {
	t.Parallel()
	server, journal := serve(t, func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, wrongItem) })
	response, err := get(t, server, itemPath)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if reported := journal.all(); len(reported) != 1 {
		t.Errorf("violations when the response arrives: %q, want one", reported)
	}
}

func TestResponsePassesThroughByteForByte(t *testing.T) {
	t.Parallel()
	body := append([]byte(`{"name":"ab"} `), bytes.Repeat([]byte(" \n\t"), 20000)...)
	server, journal := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", jsonType)
		w.Header().Set("RCRequestId", "1")
		for part := range slicesOf(body, 777) {
			if _, err := w.Write(part); err != nil {
				t.Error(err)
			}
		}
		w.Header().Set("Too-Late", "1")
		w.Header().Set("Content-Type", "text/html")
	})
	response, err := get(t, server, itemPath)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	received, err := io.ReadAll(response.Body)
	if err != nil || !bytes.Equal(received, body) {
		t.Errorf("received %d bytes and error %v, want the %d bytes that were sent", len(received), err, len(body))
	}
	if response.Header.Get("RCRequestId") != "1" || response.Header.Get("Too-Late") != "" {
		t.Errorf("the header is %v", response.Header)
	}
	if reported := journal.all(); len(reported) != 0 {
		t.Errorf("violations %q", reported)
	}
}

func slicesOf(body []byte, size int) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		for len(body) > 0 {
			part := body[:min(size, len(body))]
			body = body[len(part):]
			if !yield(part) {
				return
			}
		}
	}
}

func TestImplicitStatusIsJudged(t *testing.T) {
	t.Parallel()
	server, journal := serve(t, func(http.ResponseWriter, *http.Request) {})
	response, err := get(t, server, itemPath)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if reported := journal.all(); len(reported) != 1 || !strings.Contains(reported[0], "the body is missing") {
		t.Errorf("violations %q, want one for the missing body", reported)
	}
}

func TestFlushReachesTheClient(t *testing.T) {
	t.Parallel()
	firstPartRead := make(chan struct{})
	server, journal := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, `{"name":`)
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Error(err)
		}
		<-firstPartRead
		writeJSON(w, `"ab"}`)
	})
	response, err := get(t, server, itemPath)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	firstPart := make([]byte, len(`{"name":`))
	_, err = io.ReadFull(response.Body, firstPart)
	close(firstPartRead)
	rest, restErr := io.ReadAll(response.Body)
	if err := errors.Join(err, restErr); err != nil || string(firstPart)+string(rest) != validItem {
		t.Errorf("received %q and %q, error %v", firstPart, rest, err)
	}
	if reported := journal.all(); len(reported) != 0 {
		t.Errorf("violations %q", reported)
	}
}

func TestAbortedResponseIsNotJudged(t *testing.T) {
	t.Parallel()
	for name, abort := range map[string]http.HandlerFunc{
		"before the header": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"within the body": func(w http.ResponseWriter, _ *http.Request) {
			writeJSON(w, `{"colour":`)
			panic(http.ErrAbortHandler)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var reported journal
			handler := small(t).Middleware(abort, reported.report)
			defer func() {
				if cause := recover(); cause != http.ErrAbortHandler {
					t.Errorf("the middleware panicked with %v, want %v", cause, http.ErrAbortHandler)
				}
				if violations := reported.all(); len(violations) != 0 {
					t.Errorf("violations %q", violations)
				}
			}()
			handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, itemPath, nil))
		})
	}
}

func TestHijackedConnectionIsNotJudged(t *testing.T) {
	t.Parallel()
	done := make(chan error, 1)
	server, journal := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		connection, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			err = connection.Close()
		}
		if _, writeErr := w.Write([]byte("x")); !errors.Is(writeErr, http.ErrHijacked) {
			t.Errorf("Write after Hijack gave %v", writeErr)
		}
		done <- err
	})
	if response, err := get(t, server, itemPath); err == nil {
		response.Body.Close()
		t.Errorf("status %d, want a closed connection", response.StatusCode)
	}
	if err := <-done; err != nil {
		t.Errorf("hijack: %v", err)
	}
	server.Close()
	if reported := journal.all(); len(reported) != 0 {
		t.Errorf("violations %q", reported)
	}
}

func TestAbandonedRequestIsNotJudged(t *testing.T) {
	t.Parallel()
	ctx, abandon := context.WithCancel(t.Context())
	var reported journal
	handler := small(t).Middleware(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { abandon() }), reported.report)
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, http.MethodGet, itemPath, nil))
	if violations := reported.all(); len(violations) != 0 {
		t.Errorf("violations %q", violations)
	}
}

func TestIncompleteRequestBodyReachesTheHandlerAsSuch(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	var reported journal
	handler := small(t).Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if string(body) != `{"na` || !errors.Is(err, broken) {
			t.Errorf("the handler read %q with error %v", body, err)
		}
		w.WriteHeader(http.StatusCreated)
		writeJSON(w, validItem)
	}), reported.report)
	body := io.MultiReader(strings.NewReader(`{"na`), iotest.ErrReader(broken))
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/restapi/v1.0/items", body))
	for _, violation := range reported.all() {
		if strings.Contains(violation, "request: ") {
			t.Errorf("an incomplete request was judged: %s", violation)
		}
	}
}

func TestViolationsHoldNoValues(t *testing.T) {
	t.Parallel()
	const secret = "s3cr3t-V4lue-0f-the-t3st"
	document := small(t)
	const items, token = "/restapi/v1.0/items", "/restapi/oauth/token"
	for name, message := range map[string]traffic{
		"JSON values":         {method: "POST", target: items, requestBody: `{"name":"<` + secret + `","email":"` + secret + `","count":"` + secret + `","choice":"` + secret + `"}`},
		"nested values":       {method: "POST", target: items, requestBody: `{"name":["` + secret + `"],"transport":{"kind":"` + secret + `"},"locale":{"x":"` + secret + `"}}`},
		"JSON names":          {method: "POST", target: items, requestBody: `{"name":"ab","` + secret + `":1,"labels":{"` + secret + `":1}}`},
		"no JSON":             {method: "POST", target: items, requestBody: secret},
		"query value":         {method: "GET", target: items + "?page=" + secret + "&status=" + secret + "&x=" + secret},
		"query name":          {method: "GET", target: items + "?" + secret + "&" + secret + "2=1"},
		"malformed query":     {method: "GET", target: items + "?" + secret + "=%zz"},
		"header":              {method: "GET", target: items, requestHeader: http.Header{"Rcextensionid": {secret}, "Authorization": {"Bearer " + secret}}},
		"media type":          {method: "POST", target: items, contentType: secret + "/" + secret, requestBody: "x"},
		"form values":         {method: "POST", target: token, contentType: formType, requestBody: "grant_type=" + secret + "&ttl=" + secret + "&assertion=" + secret + "&x=" + secret},
		"form name":           {method: "POST", target: token, contentType: formType, requestBody: secret},
		"malformed form":      {method: "POST", target: token, contentType: formType, requestBody: "assertion=" + secret + "%zz"},
		"response":            {method: "GET", target: itemPath, responseBody: `{"name":1,"password":"` + secret + `","` + secret + `":"` + secret + `"}`},
		"error response":      {method: "GET", target: itemPath, status: 500, responseBody: `{"` + secret + `":"` + secret + `"}`},
		"response, no JSON":   {method: "GET", target: itemPath, responseBody: secret},
		"response of a token": {method: "POST", target: token, contentType: formType, requestBody: "grant_type=assertion&assertion=" + secret, responseBody: secret},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reported := reports(t, document, message)
			if len(reported) == 0 {
				t.Error("no violation")
			}
			for _, violation := range reported {
				if strings.Contains(strings.ToLower(violation.String()), strings.ToLower(secret)) {
					t.Errorf("a violation holds a value: %s", violation)
				}
			}
		})
	}
}
