// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"net/url"
	"strconv"
	"strings"
)

const (
	defaultPerPage = 100
	maxPerPage     = 1000
)

// pagedList is a paged collection as the OpenAPI document describes it.
type pagedList[T any] struct {
	URI        string         `json:"uri"`
	Records    []T            `json:"records"`
	Navigation pageNavigation `json:"navigation"`
	Paging     pagingInfo     `json:"paging"`
}

type pagingInfo struct {
	Page          int `json:"page"`
	TotalPages    int `json:"totalPages"`
	PerPage       int `json:"perPage"`
	TotalElements int `json:"totalElements"`
	// PageStart and PageEnd are absent from an empty page.
	PageStart *int `json:"pageStart,omitempty"`
	PageEnd   *int `json:"pageEnd,omitempty"`
}

type pageNavigation struct {
	First    pageURI  `json:"firstPage"`
	Previous *pageURI `json:"previousPage,omitempty"`
	Next     *pageURI `json:"nextPage,omitempty"`
	Last     pageURI  `json:"lastPage"`
}

type pageURI struct {
	URI string `json:"uri"`
}

// paginate cuts the requested page out of a complete result.
func paginate[T any](s *Simulator, c *call, all []T, perPage int) (pagedList[T], platformError) {
	number, failure := c.positiveInteger("page", 1)
	if failure != noError {
		return pagedList[T]{}, failure
	}
	if perPage, failure = c.positiveInteger("perPage", perPage); failure != noError {
		return pagedList[T]{}, failure
	}
	perPage = min(perPage, s.maxPerPage)
	totalPages := max(1, (len(all)+perPage-1)/perPage)
	start := min((number-1)*perPage, len(all))
	end := min(start+perPage, len(all))
	result := pagedList[T]{
		URI:     s.pageURI(c, number, perPage).URI,
		Records: append([]T{}, all[start:end]...),
		Paging:  pagingInfo{Page: number, TotalPages: totalPages, PerPage: perPage, TotalElements: len(all)},
		Navigation: pageNavigation{
			First: s.pageURI(c, 1, perPage), Last: s.pageURI(c, totalPages, perPage),
		},
	}
	if start < end {
		last := end - 1
		result.Paging.PageStart, result.Paging.PageEnd = &start, &last
	}
	if number > 1 {
		previous := s.pageURI(c, number-1, perPage)
		result.Navigation.Previous = &previous
	}
	if number < totalPages {
		next := s.pageURI(c, number+1, perPage)
		result.Navigation.Next = &next
	}
	return result, noError
}

// described turns the objects of a page into what the platform says of them.
func described[T, D any](page pagedList[T], describe func(T) D) pagedList[D] {
	records := make([]D, 0, len(page.Records))
	for _, record := range page.Records {
		records = append(records, describe(record))
	}
	return pagedList[D]{URI: page.URI, Records: records, Navigation: page.Navigation, Paging: page.Paging}
}

// pageURI links to a page of the same collection with the same filters.
func (s *Simulator) pageURI(c *call, number, perPage int) pageURI {
	query := url.Values{}
	for name, values := range c.query {
		query[name] = values
	}
	query.Set("page", strconv.Itoa(number))
	query.Set("perPage", strconv.Itoa(perPage))
	return pageURI{URI: s.selfURI(c) + "?" + query.Encode()}
}

// selfURI is the address of the requested resource, with "~" resolved.
func (s *Simulator) selfURI(c *call) string {
	path := strings.Replace(c.request.URL.Path, "/account/~", "/account/"+s.accountID, 1)
	return s.baseURL + strings.Replace(path, "/extension/~", "/extension/"+c.caller.ID, 1)
}

// positiveInteger reads a query parameter in the range 1..1000.
func (c *call) positiveInteger(name string, fallback int) (int, platformError) {
	if !c.query.Has(name) {
		return fallback, noError
	}
	value, err := strconv.Atoi(c.query.Get(name))
	if err != nil || value < 1 || value > maxPerPage {
		return 0, invalidParameter(name)
	}
	return value, noError
}

// booleanQuery reads an optional boolean query parameter.
func (c *call) booleanQuery(name string) (value, present bool, failure platformError) {
	if !c.query.Has(name) {
		return false, false, noError
	}
	switch c.query.Get(name) {
	case "true":
		return true, true, noError
	case "false":
		return false, true, noError
	}
	return false, false, invalidParameter(name)
}
