// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// awsCLI stands in for the AWS CLI. It returns the secret to whoever has the ID token.
const awsCLI = `#!/bin/sh
[ "$*" = 'secretsmanager get-secret-value --secret-id ringcentral/production --query SecretString --output text' ] || exit 2
[ "$(cat "$AWS_WEB_IDENTITY_TOKEN_FILE")" = id-token ] || { echo 'InvalidIdentityToken' >&2; exit 254; }
cat "$HOME/secret.json"
`

// TestSecretsFromAWS plans with secrets that are stored in AWS Secrets Manager only. The
// job logs in there with its ID token.
func TestSecretsFromAWS(t *testing.T) {
	t.Parallel()
	env := providertest.Start(t)
	m := newMachine(t, env)
	newGitHub(m).fillInBackend()
	administrator := env.Administrator()
	secrets := map[string]string{"RINGCENTRAL_CLIENT_SECRET": administrator.ClientSecret, "RINGCENTRAL_JWT": administrator.JWT, "PATH": "not exported"}
	content, err := json.Marshal(secrets)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"secret.json": string(content), "aws": awsCLI} {
		if err := os.WriteFile(filepath.Join(m.always["HOME"], name), []byte(content), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	issuer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer request-token" || r.URL.Query().Get("audience") != "sts.amazonaws.com" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = w.Write([]byte(`{"value":"id-token"}`))
	}))
	t.Cleanup(issuer.Close)
	variables := map[string]string{
		"PATH":           m.always["HOME"] + string(os.PathListSeparator) + m.always["PATH"],
		"AWS_SECRET_ID":  "ringcentral/production",
		"AWS_ROLE_ARN":   "arn:aws:iam::123456789012:role/terraform-plan",
		"GITHUB_ACTIONS": "true", "ACTIONS_ID_TOKEN_REQUEST_URL": issuer.URL + "/?version=1", "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "request-token",
		"RINGCENTRAL_CLIENT_ID": administrator.ClientID, "RINGCENTRAL_VERIFICATION": "strict",
	}
	planned := m.run("plan", []step{{script: "ci/plan.sh production", variables: variables}})
	if planned.exitCode != 0 || !strings.Contains(planned.output, "**8 to add, 0 to change, 0 to destroy.**") {
		t.Errorf("the plan exited with %d:\n%s", planned.exitCode, planned.output)
	}
	for _, secret := range secrets {
		if !slices.Contains(planned.masked, secret) {
			t.Error("a secret is not masked")
		}
	}

	variables = map[string]string{"PATH": variables["PATH"], "AWS_SECRET_ID": variables["AWS_SECRET_ID"], "AWS_ID_TOKEN": "of another project"}
	refused := m.run("plan", []step{{script: "ci/plan.sh production", variables: variables}})
	if refused.exitCode != 0 || !strings.Contains(refused.output, "**The plan failed.**") || !strings.Contains(refused.output, "InvalidIdentityToken") {
		t.Errorf("the plan without access to the secrets exited with %d:\n%s", refused.exitCode, refused.output)
	}
}
