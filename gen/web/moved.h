/* Pages at addresses of before: where a region that is no more went. Internal to web/. */
#pragma once
#include "web/page.h"

/* One page for each of dataset_moved(): it leads on by itself when the region went whole to another, and gives the choice
 * when it was split. False on findings. */
bool moved_pages(const Site *site, SiteFiles *files, Diags *diags);
