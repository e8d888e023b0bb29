// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// secretsOf returns everything secret in a request, in the forms in which it can be
// repeated.
func secretsOf(r *http.Request, body []byte) []string {
	var secrets []string
	_, credentials, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	secrets = append(secrets, credentials)
	if _, password, ok := r.BasicAuth(); ok {
		secrets = append(secrets, password)
	}
	if form, err := url.ParseQuery(string(body)); err == nil {
		secrets = append(secrets, form.Get("assertion"), form.Get("token"))
	}
	var object struct{ Password, IVRPin string }
	if json.Unmarshal(body, &object) == nil {
		secrets = append(secrets, object.Password)
	}
	var all []string
	for _, secret := range secrets {
		if secret != "" {
			all = append(all, secret, base64.StdEncoding.EncodeToString([]byte(secret)), url.QueryEscape(secret))
		}
	}
	return all
}

// echoes are the ways in which a server, or something in front of it, repeats what it was
// sent. response is the platform's own.
var echoes = map[string]func(w http.ResponseWriter, response *httptest.ResponseRecorder, secrets []string){
	"in a successful response": func(w http.ResponseWriter, response *httptest.ResponseRecorder, secrets []string) {
		for _, secret := range secrets {
			w.Header().Add("X-Echo", secret)
		}
		w.Header().Set("RCRequestId", strings.Join(secrets, " "))
		body := response.Body.Bytes()
		if !bytes.Contains(body, []byte(`"access_token"`)) {
			for _, name := range []string{"department", "firstName", "displayName", "description", "name"} {
				body = bytes.ReplaceAll(body, []byte(`"`+name+`":"`), []byte(`"`+name+`":"`+strings.Join(secrets, " ")+" "))
			}
		}
		w.WriteHeader(response.Code)
		_, _ = w.Write(body)
	},
	"in an error": func(w http.ResponseWriter, _ *httptest.ResponseRecorder, secrets []string) {
		echoed := strings.Join(secrets, " ")
		w.Header().Set("RCRequestId", echoed)
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(map[string]any{
			"error": echoed, "error_description": echoed, "errorCode": echoed, "message": echoed, "parameterName": echoed, "permissionName": echoed,
			"errors": []any{map[string]any{"errorCode": echoed, "message": echoed, "parameterName": echoed}},
		})
	},
	"on a page": func(w http.ResponseWriter, _ *httptest.ResponseRecorder, secrets []string) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<html>"+strings.Join(secrets, " "))
	},
	"in a redirect": func(w http.ResponseWriter, _ *httptest.ResponseRecorder, secrets []string) {
		echoed := url.PathEscape(strings.Join(secrets, " "))
		w.Header().Set("Location", "https://"+echoed+".example.com/"+echoed+"?"+echoed)
		w.WriteHeader(http.StatusFound)
	},
	"in a malformed header": raw(func(echoed string) string { return "HTTP/1.1 200 OK\r\nEcho " + echoed + "\r\n\r\n" }),
	"in a malformed status": raw(func(echoed string) string { return "HTTP/1.1 " + echoed + "\r\n\r\n" }),
	"in a chunk": raw(func(echoed string) string {
		return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + echoed + "\r\n"
	}),
	"in a trailer": raw(func(echoed string) string {
		return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Echo\r\n\r\n0\r\nEcho " + echoed + "\r\n\r\n"
	}),
	"in a length": raw(func(echoed string) string { return "HTTP/1.1 200 OK\r\nContent-Length: " + echoed + "\r\n\r\n" }),
}

// raw takes the connection over.
func raw(response func(echoed string) string) func(http.ResponseWriter, *httptest.ResponseRecorder, []string) {
	return func(w http.ResponseWriter, _ *httptest.ResponseRecorder, secrets []string) {
		connection, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		defer connection.Close()
		_, _ = io.WriteString(connection, response(strings.Join(secrets, " ")))
	}
}

// TestEchoedSecretsAreNotWritten puts a server in front of the platform that repeats the
// secrets of each request in every part of a response. What the commands leave behind
// is searched for them: output, logs, plans and state.
func TestEchoedSecretsAreNotWritten(t *testing.T) {
	t.Parallel()
	const password = "Sesame-Passw0rd-1"
	requests := map[string]func(*http.Request) bool{
		"grant":  func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/token") },
		"revoke": func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/revoke") },
		"read":   func(r *http.Request) bool { return r.Method == http.MethodGet },
		"write": func(r *http.Request) bool {
			return !strings.Contains(r.URL.Path, "/oauth/") && r.Method != http.MethodGet
		},
	}
	for way, echo := range echoes {
		for kind, matches := range requests {
			t.Run(kind+" "+way, func(t *testing.T) {
				t.Parallel()
				start := inModel
				if kind == "grant" && way == "in a malformed header" { // with the logs of Terraform
					start = realTerraform
				}
				echoed := false
				i := providertest.Integrate(t, simulator.Options{})
				server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					body, err := io.ReadAll(r.Body)
					if err != nil {
						t.Error(err)
					}
					r.Body = io.NopCloser(bytes.NewReader(body))
					response := httptest.NewRecorder()
					i.ServeHTTP(response, r)
					if matches(r) {
						echoed = true
						echo(w, response, secretsOf(r, body))
						return
					}
					for name, values := range response.Header() {
						w.Header()[name] = values
					}
					w.WriteHeader(response.Code)
					_, _ = w.Write(response.Body.Bytes())
				}))
				defer server.Close()
				i.SetBaseURL(server.URL)
				for _, variable := range console.Environment(i.Simulator, "") {
					i.SetVariable(variable.Name, variable.Value)
				}
				i.SetVariable("TF_VAR_password", password)
				i.ChangeSecret(i.JWTVariable, i.NewJWT())
				w := start(i, fmt.Sprintf(`
provider "ringcentral" {
  max_retries     = 0
  request_timeout = "2s"
}

variable "password" {
  ephemeral = true
}

resource "ringcentral_app" "test" {
  name               = "Orders"
  description        = "Sends order updates by SMS."
  scopes             = ["ReadAccounts", "SMS"]
  client_id          = %[1]q
  client_secret_from = { env = %[2]q }
  jwt_from           = { env = %[3]q }
}

data "ringcentral_jwt_grant" "test" {
  client_id            = %[1]q
  client_secret_from   = { env = %[2]q }
  jwt_from             = { env = %[3]q }
  required_permissions = ["BusinessSms", "ReadCompanyInfo"]
  on_finding           = "report"
}

data "ringcentral_extension" "test" { id = %[4]q }

resource "ringcentral_service_user" "test" {
  first_name          = "Faxes"
  email               = "faxes@example.com"
  password_wo         = var.password
  password_wo_version = 1
}
`, i.App.ClientID, i.SecretVariable, i.JWTVariable, i.OwnerID))
				w.Run("plan", "-out=saved")
				w.Run("apply", "-auto-approve")
				if _, found := providertest.SearchForSecrets(t, []string{password}, w.Directory); len(found) > 0 {
					t.Error(found)
				}
				if !echoed && kind != "write" && kind != "revoke" {
					t.Error("nothing was repeated")
				}
			})
		}
	}
}
