// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

// compareEngines runs tests on the model of Terraform and on Terraform, and compares
// what every command did. Tests that fail fail the comparison.
func compareEngines(ctx context.Context, arguments []string, output io.Writer) error {
	var directories []string
	var failed error
	for _, engine := range []string{"model", "terraform"} {
		directory, err := os.MkdirTemp("", "ringcentral-"+engine+"-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(directory)
		directories = append(directories, directory)
		test := exec.CommandContext(ctx, "go", append([]string{"test", "-count=1", "-run", "^TestAcc"}, arguments...)...)
		test.Env = append(os.Environ(), providertest.Engine+"="+engine, providertest.Transcripts+"="+directory)
		test.Stdout, test.Stderr = output, os.Stderr
		if err := test.Run(); err != nil {
			failed = errors.Join(failed, fmt.Errorf("the tests with the engine %s: %w", engine, err))
		}
	}
	agree, differ, onlyModel, err := compareTranscripts(directories[0], directories[1], output)
	if err != nil {
		return errors.Join(failed, err)
	}
	fmt.Fprintf(output, "%d scenarios run only on the model\nmodel: %d scenarios agree, %d differ\n", onlyModel, agree, differ)
	if differ > 0 {
		failed = errors.Join(failed, errors.New("see above"))
	}
	return failed
}

func compareTranscripts(model, terraform string, output io.Writer) (agree, differ, onlyModel int, err error) {
	names := map[string]bool{}
	for _, directory := range []string{model, terraform} {
		entries, err := os.ReadDir(directory)
		if err != nil {
			return 0, 0, 0, err
		}
		for _, entry := range entries {
			names[entry.Name()] = true
		}
	}
	if len(names) == 0 {
		return 0, 0, 0, errNothingReported
	}
	for name := range names {
		one, missing := transcript(filepath.Join(model, name))
		other, alsoMissing := transcript(filepath.Join(terraform, name))
		difference := providertest.Difference(one, other)
		switch {
		case missing == nil && errors.Is(alsoMissing, fs.ErrNotExist): // the test runs only on the model
			onlyModel++
			continue
		case missing != nil || alsoMissing != nil:
			difference = errors.Join(missing, alsoMissing).Error()
		}
		if difference == "" {
			agree++
			continue
		}
		differ++
		fmt.Fprintf(output, "%s: %s\n", name, difference)
	}
	return agree, differ, onlyModel, nil
}

func transcript(path string) (records []providertest.Record, err error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return records, json.Unmarshal(content, &records)
}
