// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package release

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformcli"
)

// distributionVariable names the directory of a release that GoReleaser has built.
// Without it, the tests build the program alone, in seconds, as GoReleaser would.
const distributionVariable = "RELEASE_DISTRIBUTION"

// TestArchive runs the program in the archive, installs the archive with the real
// Terraform, and with OpenTofu where there is one, and uses the provider.
func TestArchive(t *testing.T) {
	t.Parallel()
	archive, version, commit := archiveForHost(t)
	t.Run("version", func(t *testing.T) {
		t.Parallel()
		program := filepath.Join(t.TempDir(), "program")
		extract(t, archive, program)
		output, err := exec.CommandContext(t.Context(), program, "-version").CombinedOutput()
		want := fmt.Sprintf("terraform-provider-ringcentral %s (commit %.12s, %s, %s/%s)\n", version, commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
		if err != nil || string(output) != want {
			t.Errorf("got %q and %v, want %q", output, err, want)
		}
	})
	for name, find := range map[string]func(*testing.T) string{"Terraform": findTerraform, "OpenTofu": findOpenTofu} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			binary := find(t)
			platform, err := simulator.Start(simulator.Options{Limits: simulator.GenerousLimits()})
			if err != nil {
				t.Fatal(err)
			}
			defer platform.Close()
			w := newWorkspace(t, binary, archive, version, platform)
			w.run("init", "-no-color")
			w.run("validate", "-no-color")
			checkSchemas(t, w.run("providers", "schema", "-json"))
			w.run("plan", "-no-color")
			agent := fmt.Sprintf("terraform-provider-ringcentral/%s (Terraform ", version)
			detail := fmt.Sprintf("; %s/%s; commit %.12s)", runtime.GOOS, runtime.GOARCH, commit)
			requests := platform.Requests()
			if len(requests) == 0 {
				t.Error("the provider sent no request")
			}
			for _, request := range requests {
				if !strings.HasPrefix(request.UserAgent, agent) || !strings.HasSuffix(request.UserAgent, detail) {
					t.Errorf("the User-Agent is %q, not %q ... %q", request.UserAgent, agent, detail)
				}
			}
		})
	}
}

func archiveForHost(t *testing.T) (archive, version, commit string) {
	t.Helper()
	directory := os.Getenv(distributionVariable)
	if directory == "" {
		const version, commit = "1.2.3", "0123456789abcdef0123456789abcdef01234567"
		return buildArchive(t, version, commit), version, commit
	}
	content, err := os.ReadFile(filepath.Join(directory, "metadata.json"))
	var built struct{ Version, Commit string }
	if err == nil {
		err = json.Unmarshal(content, &built)
	}
	if err != nil {
		t.Fatalf("reading what GoReleaser built: %v", err)
	}
	archive, err = filepath.Abs(filepath.Join(directory, readConfiguration(t).archiveName(built.Version)))
	if err != nil {
		t.Fatal(err)
	}
	return archive, built.Version, built.Commit
}

func (c configuration) archiveName(version string) string {
	return c.ProjectName + "_" + version + "_" + runtime.GOOS + "_" + runtime.GOARCH + ".zip"
}

// buildArchive builds an archive with the linker's flags of a release. The
// compiler's flags are left out, so that packages are compiled once for all tests.
func buildArchive(t *testing.T, version, commit string) (archive string) {
	t.Helper()
	configuration := readConfiguration(t)
	flags := configuration.linkerFlags(t, version, commit)
	directory := t.TempDir()
	name := configuration.ProjectName + "_v" + version
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	build := exec.CommandContext(t.Context(), "go", "build", "-o", filepath.Join(directory, name), "-ldflags", flags, root)
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, output)
	}
	archive = filepath.Join(directory, configuration.archiveName(version))
	pack(t, archive, filepath.Join(directory, name))
	return archive
}

func pack(t *testing.T, archive, program string) {
	t.Helper()
	err := func() error {
		content, err := os.ReadFile(program)
		if err != nil {
			return err
		}
		file, err := os.Create(archive)
		if err != nil {
			return err
		}
		writer := zip.NewWriter(file)
		header := &zip.FileHeader{Name: filepath.Base(program), Method: zip.Deflate}
		header.SetMode(0o755)
		entry, err := writer.CreateHeader(header)
		if err != nil {
			return err
		}
		_, err = entry.Write(content)
		return errors.Join(err, writer.Close(), file.Close())
	}()
	if err != nil {
		t.Fatalf("packing the archive: %v", err)
	}
}

func extract(t *testing.T, archive, program string) {
	t.Helper()
	reader, err := zip.OpenReader(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for _, file := range reader.File {
		if file.Name == "LICENSE" {
			continue
		}
		opened, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(opened)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(program, content, file.Mode()); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Fatalf("%s holds no program", archive)
}

// findTerraform skips the test on a machine that has no Terraform and cannot get
// it. In CI that is a failure.
func findTerraform(t *testing.T) string {
	t.Helper()
	terraform, err := terraformcli.Find(t.Context(), filepath.Join(root, "build", "terraform"))
	if err != nil && os.Getenv("CI") != "true" {
		t.Skipf("Terraform installs nothing: %v", err)
	}
	if err == nil {
		terraform, err = filepath.Abs(terraform)
	}
	if err != nil {
		t.Fatal(err)
	}
	return terraform
}

// findOpenTofu skips the test on a machine that has no OpenTofu.
func findOpenTofu(t *testing.T) string {
	t.Helper()
	tofu, err := exec.LookPath("tofu")
	if err != nil {
		t.Skip("OpenTofu installs nothing: there is no tofu on the PATH")
	}
	return tofu
}

// workspace is a directory with a configuration that requires the release.
type workspace struct {
	t                 *testing.T
	binary, directory string
	environment       []string
}

func newWorkspace(t *testing.T, binary, archive, version string, platform *simulator.Server) workspace {
	t.Helper()
	config, err := terraformcli.InstallArchive(t.TempDir(), archive)
	if err != nil {
		t.Fatal(err)
	}
	w := workspace{t, binary, t.TempDir(), nil}
	main := fmt.Sprintf(`
terraform {
  required_providers {
    ringcentral = {
      source  = "ringcentral-community/ringcentral"
      version = %q
    }
  }
}

data "ringcentral_account" "test" {}
`, version)
	if err := os.WriteFile(filepath.Join(w.directory, "main.tf"), []byte(main), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "TF_") {
			w.environment = append(w.environment, variable)
		}
	}
	administrator := platform.Administrator()
	w.environment = append(w.environment,
		"TF_CLI_CONFIG_FILE="+config, "CHECKPOINT_DISABLE=1",
		"RINGCENTRAL_SERVER_URL="+platform.URL,
		"RINGCENTRAL_CLIENT_ID="+administrator.ClientID,
		"RINGCENTRAL_CLIENT_SECRET="+administrator.ClientSecret,
		"RINGCENTRAL_JWT="+administrator.JWT,
	)
	return w
}

// run runs a command and returns its standard output.
func (w workspace) run(arguments ...string) []byte {
	w.t.Helper()
	command := exec.CommandContext(w.t.Context(), w.binary, arguments...)
	command.Dir, command.Env = w.directory, w.environment
	output, err := command.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		w.t.Fatalf("%s %s: %v\n%s%s", filepath.Base(w.binary), arguments[0], err, output, exit.Stderr)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return output
}

// checkSchemas checks that Terraform got the schemas of this very provider.
func checkSchemas(t *testing.T, output []byte) {
	t.Helper()
	var printed struct {
		Providers map[string]struct {
			Resources map[string]any `json:"resource_schemas"`
			Data      map[string]any `json:"data_source_schemas"`
		} `json:"provider_schemas"`
	}
	if err := json.Unmarshal(output, &printed); err != nil {
		t.Fatal(err)
	}
	served, err := providerserver.NewProtocol6(provider.New("test", nil))().GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if len(printed.Providers) != 1 {
		t.Errorf("there are %d providers", len(printed.Providers))
	}
	for address, schemas := range printed.Providers {
		if path.Base(address) != provider.TypeName {
			t.Errorf("the provider's address is %s", address)
		}
		if got, want := sortedKeys(schemas.Resources), sortedKeys(served.ResourceSchemas); !slices.Equal(got, want) {
			t.Errorf("the resources are %v, not %v", got, want)
		}
		if got, want := sortedKeys(schemas.Data), sortedKeys(served.DataSourceSchemas); !slices.Equal(got, want) {
			t.Errorf("the data sources are %v, not %v", got, want)
		}
	}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
