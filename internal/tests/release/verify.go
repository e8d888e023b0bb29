// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package release

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

const (
	manifestSource  = "terraform-registry-manifest.json"
	manifestSuffix  = "manifest.json"
	checksumsSuffix = "SHA256SUMS"
	signatureSuffix = ".sig"
	sbomSuffix      = ".cdx.json"
)

// Protocol is the version of Terraform's plugin protocol that the provider speaks.
const Protocol = "6.0"

// Verify returns every way in which a release does not conform to what the
// registries demand, or does not consist of what the configuration says. root is
// the repository's.
//
// See https://developer.hashicorp.com/terraform/registry/providers/publishing.
func Verify(d *Distribution, configuration Configuration, root string) error {
	problems := []error{
		configuration.Check(),
		d.verifyFiles(configuration.Platforms()),
		verifyManifest(filepath.Join(root, manifestSource)),
		d.verifyChecksums(configuration.Platforms(), root),
	}
	for _, platform := range configuration.Platforms() {
		problems = append(problems, d.verifyPlatform(platform))
	}
	return errors.Join(problems...)
}

func (d *Distribution) verifyPlatform(platform Platform) error {
	archive, err := openArchive(d.Archive(platform))
	if err != nil {
		return err
	}
	return errors.Join(
		archive.verify(d.project+"_v"+d.Version, platform),
		verifySBOM(filepath.Join(d.Directory, d.name(platform.String()+sbomSuffix)), d.Version, archive),
	)
}

func (d *Distribution) verifyFiles(platforms []Platform) error {
	want := []string{d.name(checksumsSuffix), d.name(checksumsSuffix + signatureSuffix)}
	for _, platform := range platforms {
		want = append(want, d.name(platform.String()+".zip"), d.name(platform.String()+sbomSuffix))
	}
	slices.Sort(want)
	if got := d.published(); !slices.Equal(got, want) {
		return fmt.Errorf("the release consists of %v, not of %v", got, want)
	}
	return nil
}

func verifyManifest(path string) error {
	var manifest struct {
		Version  int
		Metadata struct {
			Protocols []string `json:"protocol_versions"`
		}
	}
	if err := readJSON(path, &manifest); err != nil {
		return err
	}
	if manifest.Version != 1 || !slices.Equal(manifest.Metadata.Protocols, []string{Protocol}) {
		return fmt.Errorf("%s has version %d and protocols %v", path, manifest.Version, manifest.Metadata.Protocols)
	}
	return nil
}

// verifyChecksums sees to it that the file has the digest of every archive and of
// the manifest, and nothing else: the Terraform Registry refuses a release whose
// checksum file names what it does not ingest.
func (d *Distribution) verifyChecksums(platforms []Platform, root string) error {
	files := map[string]string{d.name(manifestSuffix): filepath.Join(root, manifestSource)}
	for _, platform := range platforms {
		files[d.name(platform.String()+".zip")] = d.Archive(platform)
	}
	content, err := os.ReadFile(filepath.Join(d.Directory, d.name(checksumsSuffix)))
	if err != nil {
		return fmt.Errorf("reading the checksums: %w", err)
	}
	var problems []error
	for line := range strings.Lines(string(content)) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		path, expected := files[name]
		if !ok || !expected {
			problems = append(problems, fmt.Errorf("the checksum file has the unexpected line %q", line))
			continue
		}
		delete(files, name)
		actual, err := digest(path)
		if err == nil && actual != sum {
			err = fmt.Errorf("%s has the digest %s, and the checksum file says %s", name, actual, sum)
		}
		problems = append(problems, err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		problems = append(problems, fmt.Errorf("the checksum file lacks %s", name))
	}
	return errors.Join(problems...)
}

// VerifySignature asks GnuPG whether the checksum file is signed with a key of its
// key ring. The registries want a binary signature.
func VerifySignature(ctx context.Context, d *Distribution) error {
	checksums := filepath.Join(d.Directory, d.name(checksumsSuffix))
	signature, err := os.ReadFile(checksums + signatureSuffix)
	if err != nil {
		return fmt.Errorf("reading the signature: %w", err)
	}
	if strings.HasPrefix(string(signature), "-----BEGIN") {
		return errors.New("the signature is armored, and the registries want a binary one")
	}
	verify := exec.CommandContext(ctx, "gpg", "--batch", "--verify", checksums+signatureSuffix, checksums)
	if output, err := verify.CombinedOutput(); err != nil {
		return fmt.Errorf("verifying the signature: %w\n%s", err, output)
	}
	return nil
}
