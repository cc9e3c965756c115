BEGIN TRANSACTION;
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
INSERT INTO "auth_permission" VALUES(1,1,'add_author','Can add author');
INSERT INTO "auth_permission" VALUES(2,1,'change_author','Can change author');
INSERT INTO "auth_permission" VALUES(3,1,'delete_author','Can delete author');
INSERT INTO "auth_permission" VALUES(4,1,'view_author','Can view author');
INSERT INTO "auth_permission" VALUES(5,2,'add_authorship','Can add authorship');
INSERT INTO "auth_permission" VALUES(6,2,'change_authorship','Can change authorship');
INSERT INTO "auth_permission" VALUES(7,2,'delete_authorship','Can delete authorship');
INSERT INTO "auth_permission" VALUES(8,2,'view_authorship','Can view authorship');
INSERT INTO "auth_permission" VALUES(9,4,'add_image','Can add image');
INSERT INTO "auth_permission" VALUES(10,4,'change_image','Can change image');
INSERT INTO "auth_permission" VALUES(11,4,'delete_image','Can delete image');
INSERT INTO "auth_permission" VALUES(12,4,'view_image','Can view image');
INSERT INTO "auth_permission" VALUES(13,6,'add_page','Can add page');
INSERT INTO "auth_permission" VALUES(14,6,'change_page','Can change page');
INSERT INTO "auth_permission" VALUES(15,6,'delete_page','Can delete page');
INSERT INTO "auth_permission" VALUES(16,6,'view_page','Can view page');
INSERT INTO "auth_permission" VALUES(17,7,'add_post','Can add post');
INSERT INTO "auth_permission" VALUES(18,7,'change_post','Can change post');
INSERT INTO "auth_permission" VALUES(19,7,'delete_post','Can delete post');
INSERT INTO "auth_permission" VALUES(20,7,'view_post','Can view post');
INSERT INTO "auth_permission" VALUES(21,9,'add_sitesettings','Can add site');
INSERT INTO "auth_permission" VALUES(22,9,'change_sitesettings','Can change site');
INSERT INTO "auth_permission" VALUES(23,9,'delete_sitesettings','Can delete site');
INSERT INTO "auth_permission" VALUES(24,9,'view_sitesettings','Can view site');
INSERT INTO "auth_permission" VALUES(25,5,'add_navigationlink','Can add navigation link');
INSERT INTO "auth_permission" VALUES(26,5,'change_navigationlink','Can change navigation link');
INSERT INTO "auth_permission" VALUES(27,5,'delete_navigationlink','Can delete navigation link');
INSERT INTO "auth_permission" VALUES(28,5,'view_navigationlink','Can view navigation link');
INSERT INTO "auth_permission" VALUES(29,10,'add_tag','Can add tag');
INSERT INTO "auth_permission" VALUES(30,10,'change_tag','Can change tag');
INSERT INTO "auth_permission" VALUES(31,10,'delete_tag','Can delete tag');
INSERT INTO "auth_permission" VALUES(32,10,'view_tag','Can view tag');
INSERT INTO "auth_permission" VALUES(33,11,'add_taggedpost','Can add tagged post');
INSERT INTO "auth_permission" VALUES(34,11,'change_taggedpost','Can change tagged post');
INSERT INTO "auth_permission" VALUES(35,11,'delete_taggedpost','Can delete tagged post');
INSERT INTO "auth_permission" VALUES(36,11,'view_taggedpost','Can view tagged post');
INSERT INTO "auth_permission" VALUES(37,8,'add_redirect','Can add redirect');
INSERT INTO "auth_permission" VALUES(38,8,'change_redirect','Can change redirect');
INSERT INTO "auth_permission" VALUES(39,8,'delete_redirect','Can delete redirect');
INSERT INTO "auth_permission" VALUES(40,8,'view_redirect','Can view redirect');
INSERT INTO "auth_permission" VALUES(41,3,'add_contentversion','Can add content version');
INSERT INTO "auth_permission" VALUES(42,3,'change_contentversion','Can change content version');
INSERT INTO "auth_permission" VALUES(43,3,'delete_contentversion','Can delete content version');
INSERT INTO "auth_permission" VALUES(44,3,'view_contentversion','Can view content version');
INSERT INTO "auth_permission" VALUES(45,12,'add_logentry','Can add log entry');
INSERT INTO "auth_permission" VALUES(46,12,'change_logentry','Can change log entry');
INSERT INTO "auth_permission" VALUES(47,12,'delete_logentry','Can delete log entry');
INSERT INTO "auth_permission" VALUES(48,12,'view_logentry','Can view log entry');
INSERT INTO "auth_permission" VALUES(49,14,'add_permission','Can add permission');
INSERT INTO "auth_permission" VALUES(50,14,'change_permission','Can change permission');
INSERT INTO "auth_permission" VALUES(51,14,'delete_permission','Can delete permission');
INSERT INTO "auth_permission" VALUES(52,14,'view_permission','Can view permission');
INSERT INTO "auth_permission" VALUES(53,13,'add_group','Can add group');
INSERT INTO "auth_permission" VALUES(54,13,'change_group','Can change group');
INSERT INTO "auth_permission" VALUES(55,13,'delete_group','Can delete group');
INSERT INTO "auth_permission" VALUES(56,13,'view_group','Can view group');
INSERT INTO "auth_permission" VALUES(57,15,'add_user','Can add user');
INSERT INTO "auth_permission" VALUES(58,15,'change_user','Can change user');
INSERT INTO "auth_permission" VALUES(59,15,'delete_user','Can delete user');
INSERT INTO "auth_permission" VALUES(60,15,'view_user','Can view user');
INSERT INTO "auth_permission" VALUES(61,16,'add_contenttype','Can add content type');
INSERT INTO "auth_permission" VALUES(62,16,'change_contenttype','Can change content type');
INSERT INTO "auth_permission" VALUES(63,16,'delete_contenttype','Can delete content type');
INSERT INTO "auth_permission" VALUES(64,16,'view_contenttype','Can view content type');
INSERT INTO "auth_permission" VALUES(65,17,'add_session','Can add session');
INSERT INTO "auth_permission" VALUES(66,17,'change_session','Can change session');
INSERT INTO "auth_permission" VALUES(67,17,'delete_session','Can delete session');
INSERT INTO "auth_permission" VALUES(68,17,'view_session','Can view session');
INSERT INTO "auth_permission" VALUES(69,18,'add_tag','Can add tag');
INSERT INTO "auth_permission" VALUES(70,18,'change_tag','Can change tag');
INSERT INTO "auth_permission" VALUES(71,18,'delete_tag','Can delete tag');
INSERT INTO "auth_permission" VALUES(72,18,'view_tag','Can view tag');
INSERT INTO "auth_permission" VALUES(73,19,'add_taggeditem','Can add tagged item');
INSERT INTO "auth_permission" VALUES(74,19,'change_taggeditem','Can change tagged item');
INSERT INTO "auth_permission" VALUES(75,19,'delete_taggeditem','Can delete tagged item');
INSERT INTO "auth_permission" VALUES(76,19,'view_taggeditem','Can view tagged item');
CREATE TABLE "auth_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "first_name" varchar(150) NOT NULL);
CREATE TABLE "auth_user_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_user_user_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "django_admin_log" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" text NULL, "object_repr" varchar(200) NOT NULL, "action_flag" smallint unsigned NOT NULL CHECK ("action_flag" >= 0), "change_message" text NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "action_time" datetime NOT NULL);
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
INSERT INTO "django_content_type" VALUES(1,'posts','author');
INSERT INTO "django_content_type" VALUES(2,'posts','authorship');
INSERT INTO "django_content_type" VALUES(3,'posts','contentversion');
INSERT INTO "django_content_type" VALUES(4,'posts','image');
INSERT INTO "django_content_type" VALUES(5,'posts','navigationlink');
INSERT INTO "django_content_type" VALUES(6,'posts','page');
INSERT INTO "django_content_type" VALUES(7,'posts','post');
INSERT INTO "django_content_type" VALUES(8,'posts','redirect');
INSERT INTO "django_content_type" VALUES(9,'posts','sitesettings');
INSERT INTO "django_content_type" VALUES(10,'posts','tag');
INSERT INTO "django_content_type" VALUES(11,'posts','taggedpost');
INSERT INTO "django_content_type" VALUES(12,'admin','logentry');
INSERT INTO "django_content_type" VALUES(13,'auth','group');
INSERT INTO "django_content_type" VALUES(14,'auth','permission');
INSERT INTO "django_content_type" VALUES(15,'auth','user');
INSERT INTO "django_content_type" VALUES(16,'contenttypes','contenttype');
INSERT INTO "django_content_type" VALUES(17,'sessions','session');
INSERT INTO "django_content_type" VALUES(18,'taggit','tag');
INSERT INTO "django_content_type" VALUES(19,'taggit','taggeditem');
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
INSERT INTO "django_migrations" VALUES(1,'contenttypes','0001_initial','2026-11-23 05:39:57.457878');
INSERT INTO "django_migrations" VALUES(2,'auth','0001_initial','2026-11-23 05:39:57.516501');
INSERT INTO "django_migrations" VALUES(3,'admin','0001_initial','2026-11-23 05:39:57.564464');
INSERT INTO "django_migrations" VALUES(4,'admin','0002_logentry_remove_auto_add','2026-11-23 05:39:57.594722');
INSERT INTO "django_migrations" VALUES(5,'admin','0003_logentry_add_action_flag_choices','2026-11-23 05:39:57.625568');
INSERT INTO "django_migrations" VALUES(6,'contenttypes','0002_remove_content_type_name','2026-11-23 05:39:57.665980');
INSERT INTO "django_migrations" VALUES(7,'auth','0002_alter_permission_name_max_length','2026-11-23 05:39:57.694614');
INSERT INTO "django_migrations" VALUES(8,'auth','0003_alter_user_email_max_length','2026-11-23 05:39:57.746891');
INSERT INTO "django_migrations" VALUES(9,'auth','0004_alter_user_username_opts','2026-11-23 05:39:57.768521');
INSERT INTO "django_migrations" VALUES(10,'auth','0005_alter_user_last_login_null','2026-11-23 05:39:57.799527');
INSERT INTO "django_migrations" VALUES(11,'auth','0006_require_contenttypes_0002','2026-11-23 05:39:57.824407');
INSERT INTO "django_migrations" VALUES(12,'auth','0007_alter_validators_add_error_messages','2026-11-23 05:39:57.851552');
INSERT INTO "django_migrations" VALUES(13,'auth','0008_alter_user_username_max_length','2026-11-23 05:39:57.886805');
INSERT INTO "django_migrations" VALUES(14,'auth','0009_alter_user_last_name_max_length','2026-11-23 05:39:57.914558');
INSERT INTO "django_migrations" VALUES(15,'auth','0010_alter_group_name_max_length','2026-11-23 05:39:57.946981');
INSERT INTO "django_migrations" VALUES(16,'auth','0011_update_proxy_permissions','2026-11-23 05:39:57.967742');
INSERT INTO "django_migrations" VALUES(17,'auth','0012_alter_user_first_name_max_length','2026-11-23 05:39:57.998645');
INSERT INTO "django_migrations" VALUES(18,'posts','0001_initial','2026-11-23 05:39:58.264564');
INSERT INTO "django_migrations" VALUES(19,'posts','0002_redirect','2026-11-23 05:39:58.290254');
INSERT INTO "django_migrations" VALUES(20,'posts','0003_content_version','2026-11-23 05:39:58.305929');
INSERT INTO "django_migrations" VALUES(21,'posts','0004_feeds','2026-11-23 05:39:58.365086');
INSERT INTO "django_migrations" VALUES(22,'sessions','0001_initial','2026-11-23 05:39:58.401425');
INSERT INTO "django_migrations" VALUES(23,'taggit','0001_initial','2026-11-23 05:39:58.460533');
INSERT INTO "django_migrations" VALUES(24,'taggit','0002_auto_20150616_2121','2026-11-23 05:39:58.484200');
INSERT INTO "django_migrations" VALUES(25,'taggit','0003_taggeditem_add_unique_index','2026-11-23 05:39:58.516504');
INSERT INTO "django_migrations" VALUES(26,'taggit','0004_alter_taggeditem_content_type_alter_taggeditem_tag','2026-11-23 05:39:58.571866');
INSERT INTO "django_migrations" VALUES(27,'taggit','0005_auto_20220424_2025','2026-11-23 05:39:58.603074');
INSERT INTO "django_migrations" VALUES(28,'taggit','0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx','2026-11-23 05:39:58.655783');
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE TABLE "posts_author" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(200) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "link" varchar(200) NOT NULL, "account_id" integer NULL UNIQUE REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "author_has_name" CHECK (NOT ("name" = '')), CONSTRAINT "author_has_slug" CHECK (NOT ("slug" = '')));
INSERT INTO "posts_author" VALUES(1,'ada','Ada','',NULL);
INSERT INTO "posts_author" VALUES(2,'émilie','Émilie','',NULL);
CREATE TABLE "posts_authorship" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "author_id" bigint NOT NULL REFERENCES "posts_author" ("id") DEFERRABLE INITIALLY DEFERRED, "post_id" bigint NOT NULL REFERENCES "posts_post" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "authorship_once_per_post" UNIQUE ("post_id", "author_id"));
INSERT INTO "posts_authorship" VALUES(1,0,1,1);
INSERT INTO "posts_authorship" VALUES(2,1,2,1);
CREATE TABLE "posts_contentversion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" bigint unsigned NOT NULL CHECK ("number" >= 0), "changed_at" datetime NOT NULL, CONSTRAINT "version_is_one_row" CHECK ("id" = 1));
INSERT INTO "posts_contentversion" VALUES(1,14,'2026-11-23 05:39:59.964');
CREATE TABLE "posts_image" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "file" varchar(255) NOT NULL, "alt" varchar(1000) NOT NULL, "width" integer unsigned NOT NULL CHECK ("width" >= 0), "height" integer unsigned NOT NULL CHECK ("height" >= 0), "created" datetime NOT NULL, "owner_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "image_file_once" UNIQUE ("file"));
INSERT INTO "posts_image" VALUES(1,'images/2024/dot.png','A dot',1,1,'2026-11-23 05:39:59.548823',NULL);
CREATE TABLE "posts_navigationlink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "label" varchar(60) NOT NULL, "address" varchar(500) NOT NULL, "position" smallint NOT NULL, "site_id" bigint NOT NULL REFERENCES "posts_sitesettings" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "navigation_link_complete" CHECK ((NOT ("label" = '') AND NOT ("address" = ''))));
INSERT INTO "posts_navigationlink" VALUES(1,'Archive','/archive/',0,1);
CREATE TABLE "posts_page" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(300) NOT NULL, "summary" text NOT NULL, "body" text NOT NULL, "published_at" datetime NULL, "revised_at" datetime NULL, "canonical_url" varchar(500) NOT NULL, "identifier" varchar(500) NOT NULL UNIQUE, "created" datetime NOT NULL, "modified" datetime NOT NULL, "title_html" text NOT NULL, "title_text" text NOT NULL, "summary_html" text NOT NULL, "summary_text" text NOT NULL, "body_html" text NOT NULL, "body_text" text NOT NULL, "contents" text NOT NULL CHECK ((JSON_VALID("contents") OR "contents" IS NULL)), "problems" text NOT NULL CHECK ((JSON_VALID("problems") OR "problems" IS NULL)), "word_count" integer unsigned NOT NULL CHECK ("word_count" >= 0), "fingerprint" varchar(64) NOT NULL, "slug" varchar(200) NOT NULL UNIQUE, "in_navigation" bool NOT NULL, "position" smallint NOT NULL, CONSTRAINT "page_has_title" CHECK (NOT ("title" = '')), CONSTRAINT "page_has_slug" CHECK (NOT ("slug" = '')), CONSTRAINT "page_has_identifier" CHECK (NOT ("identifier" = '')));
INSERT INTO "posts_page" VALUES(1,'About','','Who writes.','2024-03-01 09:00:00',NULL,'','urn:uuid:02957d7f-d711-4092-98f2-046085aa5036','2026-11-23 05:39:59.959901','2026-11-23 05:39:59.959909','About','About','Who writes.','Who writes.','<p>Who writes.</p>
','Who writes.','[]','[]',2,'19f8688625a1fb16b3ee8c1d8bf15550','about',1,0);
CREATE TABLE "posts_post" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(200) NOT NULL UNIQUE, "title" varchar(300) NOT NULL, "summary" text NOT NULL, "body" text NOT NULL, "published_at" datetime NULL, "revised_at" datetime NULL, "canonical_url" varchar(500) NOT NULL, "identifier" varchar(500) NOT NULL UNIQUE, "created" datetime NOT NULL, "modified" datetime NOT NULL, "title_html" text NOT NULL, "title_text" text NOT NULL, "summary_html" text NOT NULL, "summary_text" text NOT NULL, "body_html" text NOT NULL, "body_text" text NOT NULL, "contents" text NOT NULL CHECK ((JSON_VALID("contents") OR "contents" IS NULL)), "problems" text NOT NULL CHECK ((JSON_VALID("problems") OR "problems" IS NULL)), "word_count" integer unsigned NOT NULL CHECK ("word_count" >= 0), "fingerprint" varchar(64) NOT NULL, "doi" varchar(200) NOT NULL, CONSTRAINT "post_has_title" CHECK (NOT ("title" = '')), CONSTRAINT "post_has_slug" CHECK (NOT ("slug" = '')), CONSTRAINT "post_has_identifier" CHECK (NOT ("identifier" = '')));
INSERT INTO "posts_post" VALUES(1,'a-saved-essay','A saved essay','What it is about.','A *first* paragraph with $e^{i\pi} = -1$.[^1]

![A dot](/media/images/2024/dot.png)

[^1]: A note.
','2024-03-01 09:00:00','2024-05-01 00:00:00','','urn:uuid:ffe10682-5cc2-40ea-947d-f80376e584b9','2026-11-23 05:39:59.695589','2026-11-23 05:39:59.695597','A saved essay','A saved essay','What it is about.','What it is about.','<p>A <em>first</em> paragraph with <math><semantics><mrow><msup><mi>e</mi><mrow><mi>i</mi><mi>π</mi></mrow></msup><mo>=</mo><mo lspace="0" rspace="0">−</mo><mn>1</mn></mrow><annotation encoding="application/x-tex">e^{i\pi} = -1</annotation></semantics></math>.<sup class="footnote-ref"><a href="#fn1" id="fnref1" role="doc-noteref">1</a></sup></p>
<figure>
<img src="/media/images/2024/dot.png" alt="A dot" width="1" height="1" loading="lazy" decoding="async"></figure>
<section class="footnotes" role="doc-endnotes" aria-label="Fußnoten">
<ol>
<li id="fn1"><p>A note. <a class="footnote-back" href="#fnref1" role="doc-backlink" aria-label="Zurück zum Text">↩︎</a></p>
</li>
</ol>
</section>
','A first paragraph with e^{i\pi} = -1. A note.','[]','[]',7,'2c671e4203c3b95895d46766782ef25a','');
INSERT INTO "posts_post" VALUES(2,'a-saved-draft','A saved draft','What it is about.','The *first* paragraph.

The second.',NULL,NULL,'','urn:uuid:7749687f-da34-406d-99b9-3063e9c93ddd','2026-11-23 05:39:59.871976','2026-11-23 05:39:59.871999','A saved draft','A saved draft','What it is about.','What it is about.','<p>The <em>first</em> paragraph.</p>
<p>The second.</p>
','The first paragraph. The second.','[]','[]',5,'05501970951eb92a1e4a173c0df7ad3f','');
INSERT INTO "posts_post" VALUES(3,'a-saved-plan','A saved plan','What it is about.','The *first* paragraph.

The second.','2999-11-26 05:39:59.902139',NULL,'','urn:uuid:aabdd951-9639-42f5-bbec-d1eecec51037','2026-11-23 05:39:59.914144','2026-11-23 05:39:59.914151','A saved plan','A saved plan','What it is about.','What it is about.','<p>The <em>first</em> paragraph.</p>
<p>The second.</p>
','The first paragraph. The second.','[]','[]',5,'f44137b56428270a2e2cdfb062371b96','');
CREATE TABLE "posts_redirect" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "old_path" varchar(500) NOT NULL UNIQUE, "new_path" varchar(500) NOT NULL, "created" datetime NOT NULL, CONSTRAINT "redirect_from_a_path" CHECK ("old_path" LIKE '/%' ESCAPE '\'), CONSTRAINT "redirect_elsewhere" CHECK (NOT ("old_path" = ("new_path"))));
CREATE TABLE "posts_sitesettings" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(200) NOT NULL, "tagline" varchar(300) NOT NULL, "language" varchar(10) NOT NULL, "time_zone" varchar(64) NOT NULL, "licence" varchar(200) NOT NULL, "licence_url" varchar(200) NOT NULL, "posts_per_page" smallint unsigned NOT NULL CHECK ("posts_per_page" >= 0), "posts_in_feed" smallint unsigned NOT NULL CHECK ("posts_in_feed" >= 0), "macros" text NOT NULL, "identifier" char(32) NOT NULL, "created" datetime NOT NULL, "feed_addresses" text NOT NULL, "feed_mathematics" varchar(10) NOT NULL, CONSTRAINT "site_is_one_row" CHECK ("id" = 1), CONSTRAINT "site_posts_per_page" CHECK ("posts_per_page" BETWEEN 1 AND 100), CONSTRAINT "site_posts_in_feed" CHECK ("posts_in_feed" BETWEEN 1 AND 500), CONSTRAINT "site_has_title" CHECK (NOT ("title" = '')));
INSERT INTO "posts_sitesettings" VALUES(1,'Saved','','de','Europe/Berlin','','',20,20,'','7a4597926d044850bb7cc20a1b7526fa','2026-11-23 05:39:58.703181','','mathml');
CREATE TABLE "posts_tag" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(200) NOT NULL UNIQUE, "name" varchar(100) NOT NULL UNIQUE, "key" varchar(200) NOT NULL UNIQUE, "description" text NOT NULL, CONSTRAINT "tag_has_name" CHECK (NOT ("key" = '')), CONSTRAINT "tag_has_slug" CHECK (NOT ("slug" = '')));
INSERT INTO "posts_tag" VALUES(1,'c-plus-plus','C++','c++','');
INSERT INTO "posts_tag" VALUES(2,'深度学习','深度学习','深度学习','');
CREATE TABLE "posts_taggedpost" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_object_id" bigint NOT NULL REFERENCES "posts_post" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" bigint NOT NULL REFERENCES "posts_tag" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "tag_once_per_post" UNIQUE ("content_object_id", "tag_id"));
INSERT INTO "posts_taggedpost" VALUES(1,1,1);
INSERT INTO "posts_taggedpost" VALUES(2,1,2);
CREATE TABLE "taggit_tag" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL UNIQUE, "slug" varchar(100) NOT NULL UNIQUE);
CREATE TABLE "taggit_taggeditem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" integer NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" integer NOT NULL REFERENCES "taggit_tag" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "taggit_taggeditem_content_type_id_object_id_tag_id_4bb97a8e_uniq" UNIQUE ("content_type_id", "object_id", "tag_id"));
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE UNIQUE INDEX "auth_user_groups_user_id_group_id_94350c0c_uniq" ON "auth_user_groups" ("user_id", "group_id");
CREATE INDEX "auth_user_groups_user_id_6a12ed8b" ON "auth_user_groups" ("user_id");
CREATE INDEX "auth_user_groups_group_id_97559544" ON "auth_user_groups" ("group_id");
CREATE UNIQUE INDEX "auth_user_user_permissions_user_id_permission_id_14a6b632_uniq" ON "auth_user_user_permissions" ("user_id", "permission_id");
CREATE INDEX "auth_user_user_permissions_user_id_a95ead1b" ON "auth_user_user_permissions" ("user_id");
CREATE INDEX "auth_user_user_permissions_permission_id_1fbb5f2c" ON "auth_user_user_permissions" ("permission_id");
CREATE INDEX "django_admin_log_content_type_id_c4bce8eb" ON "django_admin_log" ("content_type_id");
CREATE INDEX "django_admin_log_user_id_c564eba6" ON "django_admin_log" ("user_id");
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE INDEX "posts_page_published_at_5d9c3610" ON "posts_page" ("published_at");
CREATE INDEX "posts_image_owner_id_01876116" ON "posts_image" ("owner_id");
CREATE INDEX "posts_authorship_author_id_e5addc80" ON "posts_authorship" ("author_id");
CREATE INDEX "posts_authorship_post_id_474e811c" ON "posts_authorship" ("post_id");
CREATE INDEX "posts_navigationlink_site_id_fef1a587" ON "posts_navigationlink" ("site_id");
CREATE INDEX "posts_taggedpost_content_object_id_21e9481f" ON "posts_taggedpost" ("content_object_id");
CREATE INDEX "posts_taggedpost_tag_id_605810bd" ON "posts_taggedpost" ("tag_id");
CREATE INDEX "posts_post_published_at_97596018" ON "posts_post" ("published_at");
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
CREATE INDEX "taggit_taggeditem_object_id_e2d7d1df" ON "taggit_taggeditem" ("object_id");
CREATE INDEX "taggit_taggeditem_content_type_id_9957a03c" ON "taggit_taggeditem" ("content_type_id");
CREATE INDEX "taggit_taggeditem_tag_id_f4f5b767" ON "taggit_taggeditem" ("tag_id");
CREATE INDEX "taggit_tagg_content_8fc721_idx" ON "taggit_taggeditem" ("content_type_id", "object_id");
CREATE TRIGGER posts_post_insert_version AFTER INSERT ON posts_post FOR EACH ROW WHEN (NEW.published_at IS NOT NULL)
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_post_update_version AFTER UPDATE ON posts_post FOR EACH ROW WHEN (OLD.published_at IS NOT NULL OR NEW.published_at IS NOT NULL)
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_post_delete_version AFTER DELETE ON posts_post FOR EACH ROW WHEN (OLD.published_at IS NOT NULL)
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_page_insert_version AFTER INSERT ON posts_page FOR EACH ROW WHEN (NEW.published_at IS NOT NULL)
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_page_update_version AFTER UPDATE ON posts_page FOR EACH ROW WHEN (OLD.published_at IS NOT NULL OR NEW.published_at IS NOT NULL)
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_page_delete_version AFTER DELETE ON posts_page FOR EACH ROW WHEN (OLD.published_at IS NOT NULL)
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_tag_insert_version AFTER INSERT ON posts_tag FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_tag_update_version AFTER UPDATE ON posts_tag FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_tag_delete_version AFTER DELETE ON posts_tag FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_taggedpost_insert_version AFTER INSERT ON posts_taggedpost FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_taggedpost_update_version AFTER UPDATE ON posts_taggedpost FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_taggedpost_delete_version AFTER DELETE ON posts_taggedpost FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_author_insert_version AFTER INSERT ON posts_author FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_author_update_version AFTER UPDATE ON posts_author FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_author_delete_version AFTER DELETE ON posts_author FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_authorship_insert_version AFTER INSERT ON posts_authorship FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_authorship_update_version AFTER UPDATE ON posts_authorship FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_authorship_delete_version AFTER DELETE ON posts_authorship FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_sitesettings_insert_version AFTER INSERT ON posts_sitesettings FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_sitesettings_update_version AFTER UPDATE ON posts_sitesettings FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_sitesettings_delete_version AFTER DELETE ON posts_sitesettings FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_navigationlink_insert_version AFTER INSERT ON posts_navigationlink FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_navigationlink_update_version AFTER UPDATE ON posts_navigationlink FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_navigationlink_delete_version AFTER DELETE ON posts_navigationlink FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_redirect_insert_version AFTER INSERT ON posts_redirect FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_redirect_update_version AFTER UPDATE ON posts_redirect FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
CREATE TRIGGER posts_redirect_delete_version AFTER DELETE ON posts_redirect FOR EACH ROW 
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('django_migrations',28);
INSERT INTO "sqlite_sequence" VALUES('django_admin_log',0);
INSERT INTO "sqlite_sequence" VALUES('django_content_type',19);
INSERT INTO "sqlite_sequence" VALUES('auth_permission',76);
INSERT INTO "sqlite_sequence" VALUES('auth_group',0);
INSERT INTO "sqlite_sequence" VALUES('auth_user',0);
INSERT INTO "sqlite_sequence" VALUES('posts_author',2);
INSERT INTO "sqlite_sequence" VALUES('posts_image',1);
INSERT INTO "sqlite_sequence" VALUES('posts_authorship',2);
INSERT INTO "sqlite_sequence" VALUES('posts_navigationlink',1);
INSERT INTO "sqlite_sequence" VALUES('posts_taggedpost',2);
INSERT INTO "sqlite_sequence" VALUES('posts_post',3);
INSERT INTO "sqlite_sequence" VALUES('posts_sitesettings',1);
INSERT INTO "sqlite_sequence" VALUES('taggit_taggeditem',0);
INSERT INTO "sqlite_sequence" VALUES('taggit_tag',0);
INSERT INTO "sqlite_sequence" VALUES('posts_contentversion',1);
INSERT INTO "sqlite_sequence" VALUES('posts_tag',2);
INSERT INTO "sqlite_sequence" VALUES('posts_page',1);
COMMIT;
