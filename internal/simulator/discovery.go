// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import "net/http"

// discoveryDocument is the OpenIdDiscovery of the OpenAPI document.
type discoveryDocument struct {
	Issuer                   string   `json:"issuer"`
	AuthorizationEndpoint    string   `json:"authorization_endpoint"`
	TokenEndpoint            string   `json:"token_endpoint"`
	RevocationEndpoint       string   `json:"revocation_endpoint"`
	UserInfoEndpoint         string   `json:"userinfo_endpoint"`
	JWKSURI                  string   `json:"jwks_uri"`
	Scopes                   []string `json:"scopes_supported"`
	TokenEndpointAuthMethods []string `json:"token_endpoint_auth_methods_supported"`
	ResponseTypes            []string `json:"response_types_supported"`
	SubjectTypes             []string `json:"subject_types_supported"`
	UserInfoSigningAlgs      []string `json:"userinfo_signing_alg_values_supported"`
	IDTokenSigningAlgs       []string `json:"id_token_signing_alg_values_supported"`
	CodeChallengeMethods     []string `json:"code_challenge_methods_supported"`
}

func (s *Simulator) readOpenIDConfiguration(*call) response {
	endpoint := s.baseURL + "/restapi/oauth/"
	return success(discoveryDocument{
		Issuer:                   s.baseURL,
		AuthorizationEndpoint:    endpoint + "authorize",
		TokenEndpoint:            s.tokenEndpoint(),
		RevocationEndpoint:       endpoint + "revoke",
		UserInfoEndpoint:         endpoint + "userinfo",
		JWKSURI:                  endpoint + "jwks",
		Scopes:                   []string{"openid", "email", "profile"},
		TokenEndpointAuthMethods: []string{"client_secret_basic"},
		ResponseTypes:            []string{"code"},
		SubjectTypes:             []string{"public"},
		UserInfoSigningAlgs:      []string{"none"},
		IDTokenSigningAlgs:       []string{"RS256"},
		CodeChallengeMethods:     []string{"plain", "S256"},
	})
}

type jsonWebKeySet struct {
	Keys []jsonWebKey `json:"keys"`
}

func (s *Simulator) authJWKS(*call) response {
	keys := []jsonWebKey{otherKey().jsonWebKey()}
	if !s.unpublishedKey {
		keys = append(keys, platformKey().jsonWebKey())
	}
	return success(jsonWebKeySet{Keys: keys})
}

type apiVersions struct {
	URI            string       `json:"uri"`
	Versions       []apiVersion `json:"apiVersions"`
	ServerVersion  string       `json:"serverVersion"`
	ServerRevision string       `json:"serverRevision"`
}

type apiVersion struct {
	URI         string `json:"uri"`
	Version     string `json:"versionString"`
	ReleaseDate string `json:"releaseDate"`
	URIString   string `json:"uriString"`
}

func (s *Simulator) version() apiVersion {
	return apiVersion{URI: s.baseURL + "/restapi/v1.0", Version: "1.0.60", ReleaseDate: "2026-08-01T00:00:00.000Z", URIString: "v1.0"}
}

func (s *Simulator) readAPIVersions(*call) response {
	return success(apiVersions{
		URI: s.baseURL + "/restapi", Versions: []apiVersion{s.version()},
		ServerVersion: "26.3.1", ServerRevision: "simulator",
	})
}

func (s *Simulator) readAPIVersion(c *call) response {
	if c.parameters["apiVersion"] != "v1.0" {
		return platformError{status: http.StatusNotFound, code: "AGW-404", message: "Resource not found"}.response()
	}
	return success(s.version())
}
