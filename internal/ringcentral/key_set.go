// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

const (
	keySetPath = "/restapi/oauth/jwks"
	// keySetTimeout bounds the one attempt to read the key set: nothing depends on it.
	keySetTimeout = 10 * time.Second
	// maxKeys bounds the keys of a key set. go-jose bounds the size of each.
	maxKeys = 100
)

// KeySet returns the keys that the platform publishes to verify its signatures
// (RFC 7517). It needs no credentials, counts against no limit, and is read at most
// once, even if that fails. Keys of unknown types or unreasonable size are omitted.
func (p *Platform) KeySet(ctx context.Context) (jose.JSONWebKeySet, error) {
	result, err := p.keySet.Get(ctx, func(ctx context.Context) (*keySetResult, error) {
		keys, err := p.readKeySet(ctx)
		return &keySetResult{keys, err}, ctx.Err()
	})
	if err != nil {
		return jose.JSONWebKeySet{}, err
	}
	return result.keys, result.err
}

type keySetResult struct {
	keys jose.JSONWebKeySet
	err  error
}

func (p *Platform) readKeySet(ctx context.Context) (jose.JSONWebKeySet, error) {
	var keys jose.JSONWebKeySet
	ctx, cancel := context.WithTimeout(transport.WithoutRetries(ctx), keySetTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.serverURL+keySetPath, http.NoBody)
	if err != nil {
		return keys, fmt.Errorf("reading the key set: %w", err)
	}
	resp, err := p.http.Do(req)
	if err != nil {
		return keys, fmt.Errorf("GET %s: %w", keySetPath, unwrapURLError(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return keys, newError(resp, resp.Body)
	}
	content, err := io.ReadAll(io.LimitReader(resp.Body, maxErrorBody))
	if err != nil {
		return keys, fmt.Errorf("GET %s: reading the response: %w", keySetPath, err)
	}
	var published struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := json.Unmarshal(content, &published); err != nil {
		return keys, &DecodeError{Method: http.MethodGet, Path: keySetPath, Err: err}
	}
	for _, encoded := range published.Keys[:min(len(published.Keys), maxKeys)] {
		var key jose.JSONWebKey
		if err := key.UnmarshalJSON(encoded); err == nil && key.IsPublic() {
			keys.Keys = append(keys.Keys, key)
		}
	}
	return keys, nil
}
