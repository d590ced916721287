/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-anchor-reading.h"

#include "cs-anchor-folder.h"
#include "cs-system-anchors.h"

/*
 * cs_anchor_reading_new:
 * @number: which of the store's readings it is, from 1
 * @changes: how often the store had been changed when the reading began
 *
 * Returns: (transfer full): a reading that has found nothing yet
 */
CsAnchorReading *
cs_anchor_reading_new (guint number,
                       guint changes)
{
  CsAnchorReading *self = g_new0 (CsAnchorReading, 1);

  for (guint i = 0; i < CS_ANCHOR_N_SOURCES; i++)
    self->lists[i] = g_ptr_array_new_with_free_func (g_object_unref);
  self->bad_files = g_ptr_array_new_with_free_func (g_object_unref);
  self->distrusted = g_ptr_array_new_with_free_func (g_object_unref);
  self->number = number;
  self->changes = changes;

  return self;
}

/*
 * cs_anchor_reading_free:
 * @self: (transfer full): a reading
 */
void
cs_anchor_reading_free (CsAnchorReading *self)
{
  for (guint i = 0; i < CS_ANCHOR_N_SOURCES; i++)
    g_ptr_array_unref (self->lists[i]);
  g_ptr_array_unref (self->bad_files);
  g_ptr_array_unref (self->distrusted);
  g_free (self);
}

/*
 * cs_anchor_reading_run:
 * @self: a reading
 * @places: what to read
 *
 * Reads all places. Takes its time, for a worker thread.
 */
void
cs_anchor_reading_run (CsAnchorReading      *self,
                       const CsAnchorPlaces *places)
{
  if (places->use_system)
    cs_system_anchors_load (self->lists[CS_ANCHOR_SYSTEM], self->distrusted);
  if (places->administrator_folder)
    cs_anchor_folder_load_administrator (places->administrator_folder, self->lists[CS_ANCHOR_ADMINISTRATOR], self->bad_files);
  if (places->imported_folder)
    cs_anchor_folder_load_imported (places->imported_folder, self->lists[CS_ANCHOR_IMPORTED], self->bad_files);
}
