// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package coalesce

import (
	"context"
	"fmt"
)

const (
	// MaxPages bounds the pages of one list.
	MaxPages = 1000
	// MaxBytes bounds the total size of the pages of one list: 200,000 users, at more than
	// 2,000 bytes each.
	MaxBytes = 512 << 20
)

// Page is one page of a list.
type Page[T any] struct {
	Objects []T
	// Pages is the number of pages of the list; 0 if unknown.
	Pages int
	// More reports whether another page follows.
	More bool
	// Size is the length of the page, in bytes.
	Size int
}

// EndlessError reports a list that exceeds the bounds.
type EndlessError struct {
	// Pages is the number of pages that the server announced; 0 if none.
	Pages int
}

func (e *EndlessError) Error() string {
	bounds := fmt.Sprintf("more than %d pages, or %d MiB", MaxPages, MaxBytes>>20)
	if e.Pages > 0 {
		return fmt.Sprintf("its list is too long: it announces %d pages, and the provider does not read %s", e.Pages, bounds)
	}
	return "its list is too long: it has " + bounds
}

// extent is how much of a list has been read.
type extent struct{ pages, bytes int }

func (e *extent) add(announced, size int) error {
	e.pages++
	e.bytes += size
	switch {
	case announced > MaxPages:
		return &EndlessError{Pages: announced}
	case e.pages > MaxPages || e.bytes > MaxBytes:
		return &EndlessError{}
	}
	return nil
}

// List reads all pages of a list, one after the other.
func List[T any](ctx context.Context, read func(ctx context.Context, number int) (Page[T], error)) ([]T, error) {
	all := []T{}
	var sofar extent
	for number := 1; ; number++ {
		page, err := read(ctx, number)
		if err == nil {
			err = sofar.add(page.Pages, page.Size)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, page.Objects...)
		if len(page.Objects) == 0 || !page.More {
			return all, nil
		}
	}
}
