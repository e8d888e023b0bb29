// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/getkin/kin-openapi/routers"
)

// faultHeader marks a response that a fault of the simulator has changed.
const faultHeader = "X-Simulator-Fault"

// apiRoots are the paths whose traffic is judged, with everything under them.
var apiRoots = []string{"/restapi", "/scim", "/.well-known"}

func isAPI(path string) bool {
	for _, root := range apiRoots {
		if path == root || strings.HasPrefix(path, root+"/") {
			return true
		}
	}
	return false
}

// Middleware passes requests to next and responses to the client, both
// unchanged, and reports what departs from the document. It judges the platform
// API, under /restapi, /scim and /.well-known, and nothing else.
//
// A request is reported before next sees it, and a response before the client
// sees its body. The function report may be called from several goroutines at
// once.
//
// A response is not judged when it has the header X-Simulator-Fault, when next
// takes the connection over or aborts it, when the client has gone, and when the
// document has no such operation.
func (d *Document) Middleware(next http.Handler, report func(Violation)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isAPI(r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		exchange := exchange{document: d, report: report, violation: Violation{Method: r.Method, Path: r.URL.Path}}
		exchange.judgeRequest(r)
		recorder := &recorder{ResponseWriter: w}
		// Also when next panics, in which case the response is not judged.
		defer func() { _ = recorder.deliver() }()
		next.ServeHTTP(recorder, r)
		if r.Context().Err() == nil && !recorder.hijacked {
			exchange.judgeResponse(recorder)
		}
	})
}

// exchange is one request with its response.
type exchange struct {
	document *Document
	report   func(Violation)
	// violation is the template of what is reported.
	violation Violation
	// route is nil when the document has no such operation.
	route *routers.Route
}

func (e *exchange) judgeRequest(r *http.Request) {
	route, pathParameters, err := e.document.router.FindRoute(r)
	if errors.Is(err, routers.ErrMethodNotAllowed) {
		e.reportAll(inRequest, "the document does not declare this method for the path")
		return
	}
	if err != nil {
		e.reportAll(inRequest, "the document does not declare this path")
		return
	}
	e.route = route
	e.violation.OperationID = route.Operation.OperationID
	body, failure := io.ReadAll(r.Body)
	_ = r.Body.Close()
	r.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), failing{failure}))
	if failure == nil {
		e.reportAll(inRequest, e.document.request(r, body, route, pathParameters)...)
	}
}

// failing repeats the error that ended the reading of a body.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err == nil {
		return 0, io.EOF
	}
	return 0, f.err
}

func (e *exchange) judgeResponse(response *recorder) {
	if response.status == 0 {
		response.WriteHeader(http.StatusOK)
	}
	if _, isFault := response.header[faultHeader]; isFault || e.route == nil {
		return
	}
	contentType := response.header.Get("Content-Type")
	e.reportAll(inResponse, e.document.response(e.route, response.status, contentType, response.body.Bytes())...)
}

func (e *exchange) reportAll(where string, problems ...string) {
	for _, problem := range problems {
		violation := e.violation
		violation.Where, violation.Problem = where, problem
		e.report(violation)
	}
}
