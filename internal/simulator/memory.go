// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
)

// Transport sends requests to a platform, or to whatever serves in its place,
// without a network. The clock of a synctest bubble can stand still while they are
// responded. It behaves like a connection of its own for each request: the handler
// learns when the client gives up, and the client when the handler aborts.
func Transport(platform http.Handler) http.RoundTripper { return memoryTransport{platform} }

type memoryTransport struct{ handler http.Handler }

func (t memoryTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	if req.Body != nil {
		defer req.Body.Close()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	connection := newMemoryConnection(req)
	serverContext, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		hangUp()
		connection.abort(ctx.Err())
	})
	received := req.Clone(serverContext)
	received.RequestURI = req.URL.RequestURI()
	received.Host = req.URL.Host
	received.RemoteAddr = "127.0.0.1:0"
	if received.Body == nil {
		received.Body = http.NoBody
	}
	served := make(chan struct{})
	go func() {
		defer close(served)
		defer hangUp()
		connection.serve(t.handler, received)
	}()
	select {
	case resp := <-connection.responded:
		return resp, nil
	case err := <-connection.failed:
		stop()
		return nil, err
	case <-ctx.Done():
		<-served // the body of the request must not be read any more
		return nil, ctx.Err()
	}
}

// memoryConnection is the server's end of one exchange.
type memoryConnection struct {
	request   *http.Request
	header    http.Header
	responded chan *http.Response
	failed    chan error
	reader    *io.PipeReader
	writer    *io.PipeWriter

	mu        sync.Mutex
	hasStatus bool
	// missing is how many bytes of the announced length are still to come.
	missing int64
}

func newMemoryConnection(req *http.Request) *memoryConnection {
	c := &memoryConnection{request: req, header: http.Header{}, responded: make(chan *http.Response, 1), failed: make(chan error, 2)}
	c.reader, c.writer = io.Pipe()
	return c
}

// serve calls the handler, and passes its outcome to the client.
func (c *memoryConnection) serve(handler http.Handler, r *http.Request) {
	defer func() {
		reason := recover()
		if err, ok := reason.(error); ok && errors.Is(err, http.ErrAbortHandler) {
			c.fail(errReset)
			return
		}
		if reason != nil {
			panic(reason)
		}
		c.WriteHeader(http.StatusOK)
		if c.missing > 0 {
			_ = c.writer.CloseWithError(io.ErrUnexpectedEOF)
		}
		_ = c.writer.Close()
	}()
	handler.ServeHTTP(c, r)
}

// fail ends the exchange with an error for the client.
func (c *memoryConnection) fail(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.hasStatus {
		c.hasStatus = true
		c.failed <- err
	}
	_ = c.writer.CloseWithError(io.ErrUnexpectedEOF)
}

// abort lets the client's end of the body fail.
func (c *memoryConnection) abort(err error) { _ = c.writer.CloseWithError(err) }

// Header implements http.ResponseWriter.
func (c *memoryConnection) Header() http.Header { return c.header }

// WriteHeader implements http.ResponseWriter.
func (c *memoryConnection) WriteHeader(status int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.hasStatus {
		return
	}
	c.hasStatus = true
	length, err := strconv.ParseInt(c.header.Get("Content-Length"), 10, 64)
	if err != nil {
		length = -1
	}
	c.missing = length
	c.responded <- &http.Response{
		Status: fmt.Sprintf("%d %s", status, http.StatusText(status)), StatusCode: status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: c.header.Clone(), ContentLength: length, Body: c.reader, Request: c.request,
	}
}

// Write implements http.ResponseWriter.
func (c *memoryConnection) Write(content []byte) (int, error) {
	c.WriteHeader(http.StatusOK)
	if len(content) == 0 {
		return 0, nil
	}
	written, err := c.writer.Write(content)
	c.missing -= int64(written)
	return written, err
}

// Flush implements http.Flusher: nothing is held back.
func (c *memoryConnection) Flush() { c.WriteHeader(http.StatusOK) }
