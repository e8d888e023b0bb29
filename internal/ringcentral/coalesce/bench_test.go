// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package coalesce

import (
	"context"
	"strconv"
	"testing"
)

// BenchmarkGet reads an object of which the list has told.
func BenchmarkGet(b *testing.B) {
	c := NewCache(Source[object]{
		Page: func(context.Context, int) (Page[object], error) {
			var p Page[object]
			for n := range 1000 {
				p.Objects = append(p.Objects, object{ID: strconv.Itoa(n), Whole: true})
			}
			return p, nil
		},
		ID: idOf, IsWhole: isWhole,
	})
	if _, err := c.Known(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if found, err := c.Get(b.Context(), "500"); err != nil || found.ID != "500" {
			b.Fatal(found, err)
		}
	}
}
