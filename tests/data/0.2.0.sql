BEGIN TRANSACTION;
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
INSERT INTO "auth_group" VALUES(1,'authors');
INSERT INTO "auth_group" VALUES(2,'editors');
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "auth_group_permissions" VALUES(1,1,64);
INSERT INTO "auth_group_permissions" VALUES(2,1,65);
INSERT INTO "auth_group_permissions" VALUES(3,1,13);
INSERT INTO "auth_group_permissions" VALUES(4,1,14);
INSERT INTO "auth_group_permissions" VALUES(5,1,15);
INSERT INTO "auth_group_permissions" VALUES(6,1,16);
INSERT INTO "auth_group_permissions" VALUES(7,1,62);
INSERT INTO "auth_group_permissions" VALUES(8,1,63);
INSERT INTO "auth_group_permissions" VALUES(9,2,1);
INSERT INTO "auth_group_permissions" VALUES(10,2,2);
INSERT INTO "auth_group_permissions" VALUES(11,2,3);
INSERT INTO "auth_group_permissions" VALUES(12,2,4);
INSERT INTO "auth_group_permissions" VALUES(13,2,5);
INSERT INTO "auth_group_permissions" VALUES(14,2,6);
INSERT INTO "auth_group_permissions" VALUES(15,2,7);
INSERT INTO "auth_group_permissions" VALUES(16,2,8);
INSERT INTO "auth_group_permissions" VALUES(17,2,9);
INSERT INTO "auth_group_permissions" VALUES(18,2,10);
INSERT INTO "auth_group_permissions" VALUES(19,2,11);
INSERT INTO "auth_group_permissions" VALUES(20,2,12);
INSERT INTO "auth_group_permissions" VALUES(21,2,13);
INSERT INTO "auth_group_permissions" VALUES(22,2,14);
INSERT INTO "auth_group_permissions" VALUES(23,2,15);
INSERT INTO "auth_group_permissions" VALUES(24,2,16);
INSERT INTO "auth_group_permissions" VALUES(25,2,17);
INSERT INTO "auth_group_permissions" VALUES(26,2,18);
INSERT INTO "auth_group_permissions" VALUES(27,2,19);
INSERT INTO "auth_group_permissions" VALUES(28,2,20);
INSERT INTO "auth_group_permissions" VALUES(29,2,21);
INSERT INTO "auth_group_permissions" VALUES(30,2,22);
INSERT INTO "auth_group_permissions" VALUES(31,2,23);
INSERT INTO "auth_group_permissions" VALUES(32,2,24);
INSERT INTO "auth_group_permissions" VALUES(33,2,25);
INSERT INTO "auth_group_permissions" VALUES(34,2,26);
INSERT INTO "auth_group_permissions" VALUES(35,2,27);
INSERT INTO "auth_group_permissions" VALUES(36,2,28);
INSERT INTO "auth_group_permissions" VALUES(37,2,29);
INSERT INTO "auth_group_permissions" VALUES(38,2,30);
INSERT INTO "auth_group_permissions" VALUES(39,2,31);
INSERT INTO "auth_group_permissions" VALUES(40,2,32);
INSERT INTO "auth_group_permissions" VALUES(41,2,33);
INSERT INTO "auth_group_permissions" VALUES(42,2,34);
INSERT INTO "auth_group_permissions" VALUES(43,2,35);
INSERT INTO "auth_group_permissions" VALUES(44,2,36);
INSERT INTO "auth_group_permissions" VALUES(45,2,37);
INSERT INTO "auth_group_permissions" VALUES(46,2,38);
INSERT INTO "auth_group_permissions" VALUES(47,2,39);
INSERT INTO "auth_group_permissions" VALUES(48,2,40);
INSERT INTO "auth_group_permissions" VALUES(49,2,41);
INSERT INTO "auth_group_permissions" VALUES(50,2,42);
INSERT INTO "auth_group_permissions" VALUES(51,2,43);
INSERT INTO "auth_group_permissions" VALUES(52,2,44);
INSERT INTO "auth_group_permissions" VALUES(53,2,45);
INSERT INTO "auth_group_permissions" VALUES(54,2,46);
INSERT INTO "auth_group_permissions" VALUES(55,2,47);
INSERT INTO "auth_group_permissions" VALUES(56,2,48);
INSERT INTO "auth_group_permissions" VALUES(57,2,49);
INSERT INTO "auth_group_permissions" VALUES(58,2,50);
INSERT INTO "auth_group_permissions" VALUES(59,2,51);
INSERT INTO "auth_group_permissions" VALUES(60,2,52);
INSERT INTO "auth_group_permissions" VALUES(61,2,53);
INSERT INTO "auth_group_permissions" VALUES(62,2,54);
INSERT INTO "auth_group_permissions" VALUES(63,2,55);
INSERT INTO "auth_group_permissions" VALUES(64,2,56);
INSERT INTO "auth_group_permissions" VALUES(65,2,57);
INSERT INTO "auth_group_permissions" VALUES(66,2,58);
INSERT INTO "auth_group_permissions" VALUES(67,2,59);
INSERT INTO "auth_group_permissions" VALUES(68,2,60);
INSERT INTO "auth_group_permissions" VALUES(69,2,61);
INSERT INTO "auth_group_permissions" VALUES(70,2,62);
INSERT INTO "auth_group_permissions" VALUES(71,2,63);
INSERT INTO "auth_group_permissions" VALUES(72,2,64);
INSERT INTO "auth_group_permissions" VALUES(73,2,65);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
INSERT INTO "auth_permission" VALUES(1,1,'add_author','Can add author');
INSERT INTO "auth_permission" VALUES(2,1,'change_author','Can change author');
INSERT INTO "auth_permission" VALUES(3,1,'delete_author','Can delete author');
INSERT INTO "auth_permission" VALUES(4,1,'view_author','Can view author');
INSERT INTO "auth_permission" VALUES(5,2,'add_authorship','Can add authorship');
INSERT INTO "auth_permission" VALUES(6,2,'change_authorship','Can change authorship');
INSERT INTO "auth_permission" VALUES(7,2,'delete_authorship','Can delete authorship');
INSERT INTO "auth_permission" VALUES(8,2,'view_authorship','Can view authorship');
INSERT INTO "auth_permission" VALUES(9,7,'add_page','Can add page');
INSERT INTO "auth_permission" VALUES(10,7,'change_page','Can change page');
INSERT INTO "auth_permission" VALUES(11,7,'delete_page','Can delete page');
INSERT INTO "auth_permission" VALUES(12,7,'view_page','Can view page');
INSERT INTO "auth_permission" VALUES(13,8,'add_post','Can add post');
INSERT INTO "auth_permission" VALUES(14,8,'change_post','Can change post');
INSERT INTO "auth_permission" VALUES(15,8,'delete_post','Can delete post');
INSERT INTO "auth_permission" VALUES(16,8,'view_post','Can view post');
INSERT INTO "auth_permission" VALUES(17,8,'change_others_posts','Can see and change the posts of others');
INSERT INTO "auth_permission" VALUES(18,12,'add_sitesettings','Can add site');
INSERT INTO "auth_permission" VALUES(19,12,'change_sitesettings','Can change site');
INSERT INTO "auth_permission" VALUES(20,12,'delete_sitesettings','Can delete site');
INSERT INTO "auth_permission" VALUES(21,12,'view_sitesettings','Can view site');
INSERT INTO "auth_permission" VALUES(22,6,'add_navigationlink','Can add navigation link');
INSERT INTO "auth_permission" VALUES(23,6,'change_navigationlink','Can change navigation link');
INSERT INTO "auth_permission" VALUES(24,6,'delete_navigationlink','Can delete navigation link');
INSERT INTO "auth_permission" VALUES(25,6,'view_navigationlink','Can view navigation link');
INSERT INTO "auth_permission" VALUES(26,13,'add_tag','Can add tag');
INSERT INTO "auth_permission" VALUES(27,13,'change_tag','Can change tag');
INSERT INTO "auth_permission" VALUES(28,13,'delete_tag','Can delete tag');
INSERT INTO "auth_permission" VALUES(29,13,'view_tag','Can view tag');
INSERT INTO "auth_permission" VALUES(30,15,'add_taggedpost','Can add tagged post');
INSERT INTO "auth_permission" VALUES(31,15,'change_taggedpost','Can change tagged post');
INSERT INTO "auth_permission" VALUES(32,15,'delete_taggedpost','Can delete tagged post');
INSERT INTO "auth_permission" VALUES(33,15,'view_taggedpost','Can view tagged post');
INSERT INTO "auth_permission" VALUES(34,10,'add_redirect','Can add redirect');
INSERT INTO "auth_permission" VALUES(35,10,'change_redirect','Can change redirect');
INSERT INTO "auth_permission" VALUES(36,10,'delete_redirect','Can delete redirect');
INSERT INTO "auth_permission" VALUES(37,10,'view_redirect','Can view redirect');
INSERT INTO "auth_permission" VALUES(38,3,'add_contentversion','Can add content version');
INSERT INTO "auth_permission" VALUES(39,3,'change_contentversion','Can change content version');
INSERT INTO "auth_permission" VALUES(40,3,'delete_contentversion','Can delete content version');
INSERT INTO "auth_permission" VALUES(41,3,'view_contentversion','Can view content version');
INSERT INTO "auth_permission" VALUES(42,4,'add_draftlink','Can add draft link');
INSERT INTO "auth_permission" VALUES(43,4,'change_draftlink','Can change draft link');
INSERT INTO "auth_permission" VALUES(44,4,'delete_draftlink','Can delete draft link');
INSERT INTO "auth_permission" VALUES(45,4,'view_draftlink','Can view draft link');
INSERT INTO "auth_permission" VALUES(46,5,'add_kepttext','Can add kept text');
INSERT INTO "auth_permission" VALUES(47,5,'change_kepttext','Can change kept text');
INSERT INTO "auth_permission" VALUES(48,5,'delete_kepttext','Can delete kept text');
INSERT INTO "auth_permission" VALUES(49,5,'view_kepttext','Can view kept text');
INSERT INTO "auth_permission" VALUES(50,9,'add_publicversion','Can add public version');
INSERT INTO "auth_permission" VALUES(51,9,'change_publicversion','Can change public version');
INSERT INTO "auth_permission" VALUES(52,9,'delete_publicversion','Can delete public version');
INSERT INTO "auth_permission" VALUES(53,9,'view_publicversion','Can view public version');
INSERT INTO "auth_permission" VALUES(54,11,'add_revision','Can add revision');
INSERT INTO "auth_permission" VALUES(55,11,'change_revision','Can change revision');
INSERT INTO "auth_permission" VALUES(56,11,'delete_revision','Can delete revision');
INSERT INTO "auth_permission" VALUES(57,11,'view_revision','Can view revision');
INSERT INTO "auth_permission" VALUES(58,14,'add_tagchange','Can add tag change');
INSERT INTO "auth_permission" VALUES(59,14,'change_tagchange','Can change tag change');
INSERT INTO "auth_permission" VALUES(60,14,'delete_tagchange','Can delete tag change');
INSERT INTO "auth_permission" VALUES(61,14,'view_tagchange','Can view tag change');
INSERT INTO "auth_permission" VALUES(62,16,'add_upload','Can add upload');
INSERT INTO "auth_permission" VALUES(63,16,'change_upload','Can change upload');
INSERT INTO "auth_permission" VALUES(64,16,'delete_upload','Can delete upload');
INSERT INTO "auth_permission" VALUES(65,16,'view_upload','Can view upload');
INSERT INTO "auth_permission" VALUES(66,17,'add_logentry','Can add log entry');
INSERT INTO "auth_permission" VALUES(67,17,'change_logentry','Can change log entry');
INSERT INTO "auth_permission" VALUES(68,17,'delete_logentry','Can delete log entry');
INSERT INTO "auth_permission" VALUES(69,17,'view_logentry','Can view log entry');
INSERT INTO "auth_permission" VALUES(70,19,'add_permission','Can add permission');
INSERT INTO "auth_permission" VALUES(71,19,'change_permission','Can change permission');
INSERT INTO "auth_permission" VALUES(72,19,'delete_permission','Can delete permission');
INSERT INTO "auth_permission" VALUES(73,19,'view_permission','Can view permission');
INSERT INTO "auth_permission" VALUES(74,18,'add_group','Can add group');
INSERT INTO "auth_permission" VALUES(75,18,'change_group','Can change group');
INSERT INTO "auth_permission" VALUES(76,18,'delete_group','Can delete group');
INSERT INTO "auth_permission" VALUES(77,18,'view_group','Can view group');
INSERT INTO "auth_permission" VALUES(78,20,'add_user','Can add user');
INSERT INTO "auth_permission" VALUES(79,20,'change_user','Can change user');
INSERT INTO "auth_permission" VALUES(80,20,'delete_user','Can delete user');
INSERT INTO "auth_permission" VALUES(81,20,'view_user','Can view user');
INSERT INTO "auth_permission" VALUES(82,21,'add_contenttype','Can add content type');
INSERT INTO "auth_permission" VALUES(83,21,'change_contenttype','Can change content type');
INSERT INTO "auth_permission" VALUES(84,21,'delete_contenttype','Can delete content type');
INSERT INTO "auth_permission" VALUES(85,21,'view_contenttype','Can view content type');
INSERT INTO "auth_permission" VALUES(86,22,'add_session','Can add session');
INSERT INTO "auth_permission" VALUES(87,22,'change_session','Can change session');
INSERT INTO "auth_permission" VALUES(88,22,'delete_session','Can delete session');
INSERT INTO "auth_permission" VALUES(89,22,'view_session','Can view session');
INSERT INTO "auth_permission" VALUES(90,23,'add_tag','Can add tag');
INSERT INTO "auth_permission" VALUES(91,23,'change_tag','Can change tag');
INSERT INTO "auth_permission" VALUES(92,23,'delete_tag','Can delete tag');
INSERT INTO "auth_permission" VALUES(93,23,'view_tag','Can view tag');
INSERT INTO "auth_permission" VALUES(94,24,'add_taggeditem','Can add tagged item');
INSERT INTO "auth_permission" VALUES(95,24,'change_taggeditem','Can change tagged item');
INSERT INTO "auth_permission" VALUES(96,24,'delete_taggeditem','Can delete tagged item');
INSERT INTO "auth_permission" VALUES(97,24,'view_taggeditem','Can view tagged item');
INSERT INTO "auth_permission" VALUES(98,25,'add_accessattempt','Can add access attempt');
INSERT INTO "auth_permission" VALUES(99,25,'change_accessattempt','Can change access attempt');
INSERT INTO "auth_permission" VALUES(100,25,'delete_accessattempt','Can delete access attempt');
INSERT INTO "auth_permission" VALUES(101,25,'view_accessattempt','Can view access attempt');
INSERT INTO "auth_permission" VALUES(102,28,'add_accesslog','Can add access log');
INSERT INTO "auth_permission" VALUES(103,28,'change_accesslog','Can change access log');
INSERT INTO "auth_permission" VALUES(104,28,'delete_accesslog','Can delete access log');
INSERT INTO "auth_permission" VALUES(105,28,'view_accesslog','Can view access log');
INSERT INTO "auth_permission" VALUES(106,27,'add_accessfailurelog','Can add access failure');
INSERT INTO "auth_permission" VALUES(107,27,'change_accessfailurelog','Can change access failure');
INSERT INTO "auth_permission" VALUES(108,27,'delete_accessfailurelog','Can delete access failure');
INSERT INTO "auth_permission" VALUES(109,27,'view_accessfailurelog','Can view access failure');
INSERT INTO "auth_permission" VALUES(110,26,'add_accessattemptexpiration','Can add access attempt expiration');
INSERT INTO "auth_permission" VALUES(111,26,'change_accessattemptexpiration','Can change access attempt expiration');
INSERT INTO "auth_permission" VALUES(112,26,'delete_accessattemptexpiration','Can delete access attempt expiration');
INSERT INTO "auth_permission" VALUES(113,26,'view_accessattemptexpiration','Can view access attempt expiration');
CREATE TABLE "auth_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "first_name" varchar(150) NOT NULL);
INSERT INTO "auth_user" VALUES(1,'!NDnZakafzNYFOIP2o6ktkfUF22M3uJXd3EesP9ny',NULL,1,'ada','','',1,1,'2026-11-23 09:38:05.324149','');
CREATE TABLE "auth_user_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_user_user_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "axes_accessattempt" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_agent" varchar(255) NOT NULL, "ip_address" char(39) NULL, "username" varchar(255) NULL, "http_accept" varchar(1025) NOT NULL, "path_info" varchar(255) NOT NULL, "attempt_time" datetime NOT NULL, "get_data" text NOT NULL, "post_data" text NOT NULL, "failures_since_start" integer unsigned NOT NULL CHECK ("failures_since_start" >= 0));
CREATE TABLE "axes_accessattemptexpiration" ("access_attempt_id" integer NOT NULL PRIMARY KEY REFERENCES "axes_accessattempt" ("id") DEFERRABLE INITIALLY DEFERRED, "expires_at" datetime NOT NULL);
CREATE TABLE "axes_accessfailurelog" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_agent" varchar(255) NOT NULL, "ip_address" char(39) NULL, "username" varchar(255) NULL, "http_accept" varchar(1025) NOT NULL, "path_info" varchar(255) NOT NULL, "attempt_time" datetime NOT NULL, "locked_out" bool NOT NULL);
CREATE TABLE "axes_accesslog" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_agent" varchar(255) NOT NULL, "ip_address" char(39) NULL, "username" varchar(255) NULL, "http_accept" varchar(1025) NOT NULL, "path_info" varchar(255) NOT NULL, "attempt_time" datetime NOT NULL, "logout_time" datetime NULL, "session_hash" varchar(64) NOT NULL);
CREATE TABLE "django_admin_log" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" text NULL, "object_repr" varchar(200) NOT NULL, "action_flag" smallint unsigned NOT NULL CHECK ("action_flag" >= 0), "change_message" text NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "action_time" datetime NOT NULL);
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
INSERT INTO "django_content_type" VALUES(1,'posts','author');
INSERT INTO "django_content_type" VALUES(2,'posts','authorship');
INSERT INTO "django_content_type" VALUES(3,'posts','contentversion');
INSERT INTO "django_content_type" VALUES(4,'posts','draftlink');
INSERT INTO "django_content_type" VALUES(5,'posts','kepttext');
INSERT INTO "django_content_type" VALUES(6,'posts','navigationlink');
INSERT INTO "django_content_type" VALUES(7,'posts','page');
INSERT INTO "django_content_type" VALUES(8,'posts','post');
INSERT INTO "django_content_type" VALUES(9,'posts','publicversion');
INSERT INTO "django_content_type" VALUES(10,'posts','redirect');
INSERT INTO "django_content_type" VALUES(11,'posts','revision');
INSERT INTO "django_content_type" VALUES(12,'posts','sitesettings');
INSERT INTO "django_content_type" VALUES(13,'posts','tag');
INSERT INTO "django_content_type" VALUES(14,'posts','tagchange');
INSERT INTO "django_content_type" VALUES(15,'posts','taggedpost');
INSERT INTO "django_content_type" VALUES(16,'posts','upload');
INSERT INTO "django_content_type" VALUES(17,'admin','logentry');
INSERT INTO "django_content_type" VALUES(18,'auth','group');
INSERT INTO "django_content_type" VALUES(19,'auth','permission');
INSERT INTO "django_content_type" VALUES(20,'auth','user');
INSERT INTO "django_content_type" VALUES(21,'contenttypes','contenttype');
INSERT INTO "django_content_type" VALUES(22,'sessions','session');
INSERT INTO "django_content_type" VALUES(23,'taggit','tag');
INSERT INTO "django_content_type" VALUES(24,'taggit','taggeditem');
INSERT INTO "django_content_type" VALUES(25,'axes','accessattempt');
INSERT INTO "django_content_type" VALUES(26,'axes','accessattemptexpiration');
INSERT INTO "django_content_type" VALUES(27,'axes','accessfailurelog');
INSERT INTO "django_content_type" VALUES(28,'axes','accesslog');
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
INSERT INTO "django_migrations" VALUES(1,'contenttypes','0001_initial','2026-11-23 09:38:02.804665');
INSERT INTO "django_migrations" VALUES(2,'auth','0001_initial','2026-11-23 09:38:02.828291');
INSERT INTO "django_migrations" VALUES(3,'admin','0001_initial','2026-11-23 09:38:02.846500');
INSERT INTO "django_migrations" VALUES(4,'admin','0002_logentry_remove_auto_add','2026-11-23 09:38:02.857701');
INSERT INTO "django_migrations" VALUES(5,'admin','0003_logentry_add_action_flag_choices','2026-11-23 09:38:02.874406');
INSERT INTO "django_migrations" VALUES(6,'contenttypes','0002_remove_content_type_name','2026-11-23 09:38:02.901478');
INSERT INTO "django_migrations" VALUES(7,'auth','0002_alter_permission_name_max_length','2026-11-23 09:38:02.915876');
INSERT INTO "django_migrations" VALUES(8,'auth','0003_alter_user_email_max_length','2026-11-23 09:38:02.943721');
INSERT INTO "django_migrations" VALUES(9,'auth','0004_alter_user_username_opts','2026-11-23 09:38:02.953193');
INSERT INTO "django_migrations" VALUES(10,'auth','0005_alter_user_last_login_null','2026-11-23 09:38:02.974833');
INSERT INTO "django_migrations" VALUES(11,'auth','0006_require_contenttypes_0002','2026-11-23 09:38:02.976704');
INSERT INTO "django_migrations" VALUES(12,'auth','0007_alter_validators_add_error_messages','2026-11-23 09:38:02.987483');
INSERT INTO "django_migrations" VALUES(13,'auth','0008_alter_user_username_max_length','2026-11-23 09:38:03.004891');
INSERT INTO "django_migrations" VALUES(14,'auth','0009_alter_user_last_name_max_length','2026-11-23 09:38:03.019815');
INSERT INTO "django_migrations" VALUES(15,'auth','0010_alter_group_name_max_length','2026-11-23 09:38:03.037670');
INSERT INTO "django_migrations" VALUES(16,'auth','0011_update_proxy_permissions','2026-11-23 09:38:03.050713');
INSERT INTO "django_migrations" VALUES(17,'auth','0012_alter_user_first_name_max_length','2026-11-23 09:38:03.065372');
INSERT INTO "django_migrations" VALUES(18,'axes','0001_initial','2026-11-23 09:38:03.073791');
INSERT INTO "django_migrations" VALUES(19,'axes','0002_auto_20151217_2044','2026-11-23 09:38:03.126171');
INSERT INTO "django_migrations" VALUES(20,'axes','0003_auto_20160322_0929','2026-11-23 09:38:03.147198');
INSERT INTO "django_migrations" VALUES(21,'axes','0004_auto_20181024_1538','2026-11-23 09:38:03.160272');
INSERT INTO "django_migrations" VALUES(22,'axes','0005_remove_accessattempt_trusted','2026-11-23 09:38:03.175045');
INSERT INTO "django_migrations" VALUES(23,'axes','0006_remove_accesslog_trusted','2026-11-23 09:38:03.184285');
INSERT INTO "django_migrations" VALUES(24,'axes','0007_alter_accessattempt_unique_together','2026-11-23 09:38:03.202573');
INSERT INTO "django_migrations" VALUES(25,'axes','0008_accessfailurelog','2026-11-23 09:38:03.210951');
INSERT INTO "django_migrations" VALUES(26,'axes','0009_add_session_hash','2026-11-23 09:38:03.219705');
INSERT INTO "django_migrations" VALUES(27,'axes','0010_accessattemptexpiration','2026-11-23 09:38:03.224936');
INSERT INTO "django_migrations" VALUES(28,'posts','0001_initial','2026-11-23 09:38:03.430698');
INSERT INTO "django_migrations" VALUES(29,'posts','0002_redirect','2026-11-23 09:38:03.440128');
INSERT INTO "django_migrations" VALUES(30,'posts','0003_content_version','2026-11-23 09:38:03.443320');
INSERT INTO "django_migrations" VALUES(31,'posts','0004_feeds','2026-11-23 09:38:03.498835');
INSERT INTO "django_migrations" VALUES(32,'posts','0005_date_in_range','2026-11-23 09:38:03.553240');
INSERT INTO "django_migrations" VALUES(33,'posts','0006_desk','2026-11-23 09:38:04.165433');
INSERT INTO "django_migrations" VALUES(34,'posts','0007_ownership','2026-11-23 09:38:04.200462');
INSERT INTO "django_migrations" VALUES(35,'posts','0008_history_summary','2026-11-23 09:38:04.315691');
INSERT INTO "django_migrations" VALUES(36,'posts','0009_tag_changes','2026-11-23 09:38:04.400851');
INSERT INTO "django_migrations" VALUES(37,'posts','0010_uploads','2026-11-23 09:38:04.697882');
INSERT INTO "django_migrations" VALUES(38,'posts','0011_sitting_once','2026-11-23 09:38:04.767651');
INSERT INTO "django_migrations" VALUES(39,'sessions','0001_initial','2026-11-23 09:38:04.777241');
INSERT INTO "django_migrations" VALUES(40,'taggit','0001_initial','2026-11-23 09:38:04.814375');
INSERT INTO "django_migrations" VALUES(41,'taggit','0002_auto_20150616_2121','2026-11-23 09:38:04.824027');
INSERT INTO "django_migrations" VALUES(42,'taggit','0003_taggeditem_add_unique_index','2026-11-23 09:38:04.844879');
INSERT INTO "django_migrations" VALUES(43,'taggit','0004_alter_taggeditem_content_type_alter_taggeditem_tag','2026-11-23 09:38:04.922524');
INSERT INTO "django_migrations" VALUES(44,'taggit','0005_auto_20220424_2025','2026-11-23 09:38:04.936648');
INSERT INTO "django_migrations" VALUES(45,'taggit','0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx','2026-11-23 09:38:04.975377');
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE TABLE "posts_author" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(200) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "link" varchar(200) NOT NULL, "account_id" integer NULL UNIQUE REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "author_has_name" CHECK (NOT ("name" = '')), CONSTRAINT "author_has_slug" CHECK (NOT ("slug" = '')));
INSERT INTO "posts_author" VALUES(1,'ada','Ada','',NULL);
INSERT INTO "posts_author" VALUES(2,'émilie','Émilie','',NULL);
CREATE TABLE "posts_authorship" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "author_id" bigint NOT NULL REFERENCES "posts_author" ("id") DEFERRABLE INITIALLY DEFERRED, "post_id" bigint NOT NULL REFERENCES "posts_post" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "authorship_once_per_post" UNIQUE ("post_id", "author_id"));
INSERT INTO "posts_authorship" VALUES(1,0,1,1);
INSERT INTO "posts_authorship" VALUES(2,1,2,1);
CREATE TABLE "posts_contentversion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" bigint unsigned NOT NULL CHECK ("number" >= 0), "changed_at" datetime NOT NULL, CONSTRAINT "version_is_one_row" CHECK ("id" = 1));
INSERT INTO "posts_contentversion" VALUES(1,14,'2026-11-23 09:38:05.376');
CREATE TABLE "posts_draftlink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token" varchar(64) NOT NULL UNIQUE, "created" datetime NOT NULL, "expires" datetime NOT NULL, "by_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "page_id" bigint NULL REFERENCES "posts_page" ("id") DEFERRABLE INITIALLY DEFERRED, "post_id" bigint NULL REFERENCES "posts_post" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "draftlink_of_one_text" CHECK (("post_id" IS NULL OR "page_id" IS NULL)));
INSERT INTO "posts_draftlink" VALUES(1,'UblHE7a3juX4Bf5uUH4aK_NsSclLTmhDS7ivdaJQ-II','2026-11-23 09:38:05.358200','2026-12-07 09:38:05.358208',1,NULL,2);
CREATE TABLE "posts_kepttext" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sitting" char(32) NOT NULL UNIQUE, "model" varchar(10) NOT NULL, "version" varchar(32) NOT NULL, "data" text NOT NULL, "sequence" bigint unsigned NOT NULL CHECK ("sequence" >= 0), "started" datetime NOT NULL, "at" datetime NOT NULL, "settled" datetime NULL, "page_id" bigint NULL REFERENCES "posts_page" ("id") DEFERRABLE INITIALLY DEFERRED, "post_id" bigint NULL REFERENCES "posts_post" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "kepttext_of_one_text" CHECK (("post_id" IS NULL OR "page_id" IS NULL)));
INSERT INTO "posts_kepttext" VALUES(1,'ed61776acf24482dafe4da1d72aa077f','post','','title=Unsaved',0,'2026-11-23 09:38:05.342147','2026-11-23 09:38:05.342152',NULL,NULL,NULL,1);
CREATE TABLE "posts_navigationlink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "label" varchar(60) NOT NULL, "address" varchar(500) NOT NULL, "position" smallint NOT NULL, "site_id" bigint NOT NULL REFERENCES "posts_sitesettings" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "navigation_link_complete" CHECK ((NOT ("label" = '') AND NOT ("address" = ''))));
INSERT INTO "posts_navigationlink" VALUES(1,'Archive','/archive/',0,1);
CREATE TABLE "posts_page" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(300) NOT NULL, "summary" text NOT NULL, "body" text NOT NULL, "published_at" datetime NULL, "revised_at" datetime NULL, "canonical_url" varchar(500) NOT NULL, "identifier" varchar(500) NOT NULL UNIQUE, "created" datetime NOT NULL, "modified" datetime NOT NULL, "title_html" text NOT NULL, "title_text" text NOT NULL, "summary_html" text NOT NULL, "summary_text" text NOT NULL, "body_html" text NOT NULL, "body_text" text NOT NULL, "contents" text NOT NULL CHECK ((JSON_VALID("contents") OR "contents" IS NULL)), "problems" text NOT NULL CHECK ((JSON_VALID("problems") OR "problems" IS NULL)), "word_count" integer unsigned NOT NULL CHECK ("word_count" >= 0), "fingerprint" varchar(64) NOT NULL, "slug" varchar(200) NOT NULL UNIQUE, "in_navigation" bool NOT NULL, "position" smallint NOT NULL, "owner_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "trashed_at" datetime NULL, CONSTRAINT "page_has_title" CHECK (NOT ("title" = '')), CONSTRAINT "page_has_slug" CHECK (NOT ("slug" = '')), CONSTRAINT "page_has_identifier" CHECK (NOT ("identifier" = '')), CONSTRAINT "page_date_in_range" CHECK ("published_at" BETWEEN '1000-01-02 00:00:00' AND '2999-12-30 00:00:00'), CONSTRAINT "page_not_public_in_trash" CHECK (("trashed_at" IS NULL OR "published_at" IS NULL)));
INSERT INTO "posts_page" VALUES(1,'About','','Who writes.','2024-03-01 09:00:00',NULL,'','urn:uuid:71868674-e982-4634-b677-0d61b21a365b','2026-11-23 09:38:05.376115','2026-11-23 09:38:05.376123','About','About','Who writes.','Who writes.','<p>Who writes.</p>
','Who writes.','[]','[]',2,'0b7efb573527f7df7b6a779065ac1520','about',1,0,NULL,NULL);
CREATE TABLE "posts_post" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(200) NOT NULL UNIQUE, "title" varchar(300) NOT NULL, "summary" text NOT NULL, "body" text NOT NULL, "published_at" datetime NULL, "revised_at" datetime NULL, "canonical_url" varchar(500) NOT NULL, "identifier" varchar(500) NOT NULL UNIQUE, "created" datetime NOT NULL, "modified" datetime NOT NULL, "title_html" text NOT NULL, "title_text" text NOT NULL, "summary_html" text NOT NULL, "summary_text" text NOT NULL, "body_html" text NOT NULL, "body_text" text NOT NULL, "contents" text NOT NULL CHECK ((JSON_VALID("contents") OR "contents" IS NULL)), "problems" text NOT NULL CHECK ((JSON_VALID("problems") OR "problems" IS NULL)), "word_count" integer unsigned NOT NULL CHECK ("word_count" >= 0), "fingerprint" varchar(64) NOT NULL, "doi" varchar(200) NOT NULL, "owner_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "trashed_at" datetime NULL, CONSTRAINT "post_has_title" CHECK (NOT ("title" = '')), CONSTRAINT "post_has_slug" CHECK (NOT ("slug" = '')), CONSTRAINT "post_has_identifier" CHECK (NOT ("identifier" = '')), CONSTRAINT "post_date_in_range" CHECK ("published_at" BETWEEN '1000-01-02 00:00:00' AND '2999-12-30 00:00:00'), CONSTRAINT "post_not_public_in_trash" CHECK (("trashed_at" IS NULL OR "published_at" IS NULL)));
INSERT INTO "posts_post" VALUES(1,'a-saved-essay','A saved essay','What it is about.','A *first* paragraph with $e^{i\pi} = -1$.[^1]

![A dot](/media/images/2024/dot.png)

[^1]: A note.
','2024-03-01 09:00:00','2024-05-01 00:00:00','','urn:uuid:efc4f19a-092d-4108-9a56-5e0aeef465ef','2026-11-23 09:38:05.251910','2026-11-23 09:38:05.251918','A saved essay','A saved essay','What it is about.','What it is about.','<p>A <em>first</em> paragraph with <math><semantics><mrow><msup><mi>e</mi><mrow><mi>i</mi><mi>π</mi></mrow></msup><mo>=</mo><mo lspace="0" rspace="0">−</mo><mn>1</mn></mrow><annotation encoding="application/x-tex">e^{i\pi} = -1</annotation></semantics></math>.<sup class="footnote-ref"><a href="#fn1" id="fnref1" role="doc-noteref">1</a></sup></p>
<figure>
<img src="/media/images/2024/dot.png" alt="A dot" width="1" height="1" loading="lazy" decoding="async"></figure>
<section class="footnotes" role="doc-endnotes" aria-label="Fußnoten">
<ol>
<li id="fn1"><p>A note. <a class="footnote-back" href="#fnref1" role="doc-backlink" aria-label="Zurück zum Text">↩︎</a></p>
</li>
</ol>
</section>
','A first paragraph with e^{i\pi} = -1. A note.','[]','[]',7,'a6697b4632600f129d4b60d2085d6791','',NULL,NULL);
INSERT INTO "posts_post" VALUES(2,'a-saved-draft','A saved draft','What it is about.','The *first* paragraph.

The second.',NULL,NULL,'','urn:uuid:9670c3c5-5d5e-46ed-806a-88d608ae39ec','2026-11-23 09:38:05.354413','2026-11-23 09:38:05.354435','A saved draft','A saved draft','What it is about.','What it is about.','<p>The <em>first</em> paragraph.</p>
<p>The second.</p>
','The first paragraph. The second.','[]','[]',5,'c70a1c42c278d8eb9da35627292997e4','',1,NULL);
INSERT INTO "posts_post" VALUES(3,'a-saved-plan','A saved plan','What it is about.','The *first* paragraph.

The second.','2999-11-26 09:38:05.362761',NULL,'','urn:uuid:df0c0d29-6aee-433d-bbd4-c9645e88c0f9','2026-11-23 09:38:05.370218','2026-11-23 09:38:05.370226','A saved plan','A saved plan','What it is about.','What it is about.','<p>The <em>first</em> paragraph.</p>
<p>The second.</p>
','The first paragraph. The second.','[]','[]',5,'e8bb4b52d8b509b3da6ffb5a661f476f','',NULL,NULL);
CREATE TABLE "posts_publicversion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "note" text NOT NULL, "at" datetime NOT NULL, "title_html" text NOT NULL, "title_text" text NOT NULL, "summary_html" text NOT NULL, "body_html" text NOT NULL, "contents" text NOT NULL CHECK ((JSON_VALID("contents") OR "contents" IS NULL)), "bibliography" text NOT NULL CHECK ((JSON_VALID("bibliography") OR "bibliography" IS NULL)), "authors" text NOT NULL CHECK ((JSON_VALID("authors") OR "authors" IS NULL)), "renderer" varchar(64) NOT NULL, "page_id" bigint NULL REFERENCES "posts_page" ("id") DEFERRABLE INITIALLY DEFERRED, "post_id" bigint NULL REFERENCES "posts_post" ("id") DEFERRABLE INITIALLY DEFERRED, "revision_id" bigint NOT NULL UNIQUE REFERENCES "posts_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "release" varchar(40) NOT NULL, CONSTRAINT "publicversion_of_one_text" CHECK (("post_id" IS NULL OR "page_id" IS NULL)), CONSTRAINT "public_version_number_of_post" UNIQUE ("post_id", "number"), CONSTRAINT "public_version_number_of_page" UNIQUE ("page_id", "number"));
INSERT INTO "posts_publicversion" VALUES(1,1,'','2024-03-01 09:00:00','A saved essay','A saved essay','What it is about.','<p>A <em>first</em> paragraph with <math><semantics><mrow><msup><mi>e</mi><mrow><mi>i</mi><mi>π</mi></mrow></msup><mo>=</mo><mo lspace="0" rspace="0">−</mo><mn>1</mn></mrow><annotation encoding="application/x-tex">e^{i\pi} = -1</annotation></semantics></math>.<sup class="footnote-ref"><a href="#fn1" id="fnref1" role="doc-noteref">1</a></sup></p>
<figure>
<img src="/media/images/2024/dot.png" alt="A dot" width="1" height="1" loading="lazy" decoding="async"></figure>
<section class="footnotes" role="doc-endnotes" aria-label="Fußnoten">
<ol>
<li id="fn1"><p>A note. <a class="footnote-back" href="#fnref1" role="doc-backlink" aria-label="Zurück zum Text">↩︎</a></p>
</li>
</ol>
</section>
','[]','[]','["Ada", "\u00c9milie"]','a6697b4632600f129d4b60d2085d6791',NULL,1,1,'0.2.0');
CREATE TABLE "posts_redirect" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "old_path" varchar(500) NOT NULL UNIQUE, "new_path" varchar(500) NOT NULL, "created" datetime NOT NULL, CONSTRAINT "redirect_from_a_path" CHECK ("old_path" LIKE '/%' ESCAPE '\'), CONSTRAINT "redirect_elsewhere" CHECK (NOT ("old_path" = ("new_path"))));
CREATE TABLE "posts_revision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" text NOT NULL CHECK ((JSON_VALID("state") OR "state" IS NULL)), "digest" varchar(32) NOT NULL, "action" varchar(20) NOT NULL, "note" text NOT NULL, "by_name" varchar(300) NOT NULL, "at" datetime NOT NULL, "sitting" char(32) NULL, "by_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "page_id" bigint NULL REFERENCES "posts_page" ("id") DEFERRABLE INITIALLY DEFERRED, "post_id" bigint NULL REFERENCES "posts_post" ("id") DEFERRABLE INITIALLY DEFERRED, "summary" varchar(200) NOT NULL, CONSTRAINT "revision_of_one_text" CHECK (("post_id" IS NULL OR "page_id" IS NULL)), CONSTRAINT "revision_number_of_post" UNIQUE ("post_id", "number"), CONSTRAINT "revision_number_of_page" UNIQUE ("page_id", "number"), CONSTRAINT "revision_of_sitting" UNIQUE ("sitting"));
INSERT INTO "posts_revision" VALUES(1,1,'{"title": "A saved essay", "summary": "What it is about.", "body": "A *first* paragraph with $e^{i\\pi} = -1$.[^1]\n\n![A dot](/media/images/2024/dot.png)\n\n[^1]: A note.\n", "slug": "a-saved-essay", "published_at": "2024-03-01T09:00:00+00:00", "revised_at": "2024-05-01T00:00:00+00:00", "canonical_url": "", "doi": "", "tags": ["C++", "\u6df1\u5ea6\u5b66\u4e60"], "authors": [[1, "Ada"], [2, "\u00c9milie"]]}','1242a2b9873f5211807d9bdf94d0dc96','published','','ada','2026-11-23 09:38:05.328410',NULL,1,NULL,1,'12 words');
CREATE TABLE "posts_sitesettings" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(200) NOT NULL, "tagline" varchar(300) NOT NULL, "language" varchar(10) NOT NULL, "time_zone" varchar(64) NOT NULL, "licence" varchar(200) NOT NULL, "licence_url" varchar(200) NOT NULL, "posts_per_page" smallint unsigned NOT NULL CHECK ("posts_per_page" >= 0), "posts_in_feed" smallint unsigned NOT NULL CHECK ("posts_in_feed" >= 0), "macros" text NOT NULL, "identifier" char(32) NOT NULL, "created" datetime NOT NULL, "feed_addresses" text NOT NULL, "feed_mathematics" varchar(10) NOT NULL, CONSTRAINT "site_is_one_row" CHECK ("id" = 1), CONSTRAINT "site_posts_per_page" CHECK ("posts_per_page" BETWEEN 1 AND 100), CONSTRAINT "site_posts_in_feed" CHECK ("posts_in_feed" BETWEEN 1 AND 500), CONSTRAINT "site_has_title" CHECK (NOT ("title" = '')));
INSERT INTO "posts_sitesettings" VALUES(1,'Saved','','de','Europe/Berlin','','',20,20,'','25175941b49941ffa8dd2c242bdc4813','2026-11-23 09:38:05.009547','','mathml');
CREATE TABLE "posts_tag" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(200) NOT NULL UNIQUE, "name" varchar(100) NOT NULL UNIQUE, "key" varchar(200) NOT NULL UNIQUE, "description" text NOT NULL, "was_public" bool NOT NULL, CONSTRAINT "tag_has_name" CHECK (NOT ("key" = '')), CONSTRAINT "tag_has_slug" CHECK (NOT ("slug" = '')));
INSERT INTO "posts_tag" VALUES(1,'c-plus-plus','C++','c++','',0);
INSERT INTO "posts_tag" VALUES(2,'深度学习','深度学习','深度学习','',0);
CREATE TABLE "posts_tagchange" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "action" varchar(10) NOT NULL, "by_name" varchar(300) NOT NULL, "at" datetime NOT NULL, "before" text NOT NULL CHECK ((JSON_VALID("before") OR "before" IS NULL)), "after" text NOT NULL CHECK ((JSON_VALID("after") OR "after" IS NULL)), "redirects" text NOT NULL CHECK ((JSON_VALID("redirects") OR "redirects" IS NULL)), "by_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "undoes_id" bigint NULL UNIQUE REFERENCES "posts_tagchange" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "posts_taggedpost" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_object_id" bigint NOT NULL REFERENCES "posts_post" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" bigint NOT NULL REFERENCES "posts_tag" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "tag_once_per_post" UNIQUE ("content_object_id", "tag_id"));
INSERT INTO "posts_taggedpost" VALUES(1,1,1);
INSERT INTO "posts_taggedpost" VALUES(2,1,2);
CREATE TABLE "posts_upload" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "file" varchar(255) NOT NULL, "alt" varchar(1000) NOT NULL, "width" integer unsigned NULL CHECK ("width" >= 0), "height" integer unsigned NULL CHECK ("height" >= 0), "created" datetime NOT NULL, "owner_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "name" varchar(255) NOT NULL, "is_decorative" bool NOT NULL, "caption" varchar(2000) NOT NULL, "size" bigint unsigned NULL CHECK ("size" >= 0), CONSTRAINT "upload_file_once" UNIQUE ("file"), CONSTRAINT "upload_decorative_without_alt" CHECK (("is_decorative" = 0 OR "alt" = '')));
INSERT INTO "posts_upload" VALUES(1,'images/2024/dot.png','A dot',1,1,'2026-11-23 09:38:05.192515',NULL,'',0,'',NULL);
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
CREATE INDEX "axes_accessattempt_user_agent_ad89678b" ON "axes_accessattempt" ("user_agent");
CREATE INDEX "axes_accessattempt_ip_address_10922d9c" ON "axes_accessattempt" ("ip_address");
CREATE INDEX "axes_accessattempt_username_3f2d4ca0" ON "axes_accessattempt" ("username");
CREATE UNIQUE INDEX "axes_accessattempt_username_ip_address_user_agent_8ea22282_uniq" ON "axes_accessattempt" ("username", "ip_address", "user_agent");
CREATE INDEX "axes_accessfailurelog_user_agent_ea145dda" ON "axes_accessfailurelog" ("user_agent");
CREATE INDEX "axes_accessfailurelog_ip_address_2e9f5a7f" ON "axes_accessfailurelog" ("ip_address");
CREATE INDEX "axes_accessfailurelog_username_a8b7e8a4" ON "axes_accessfailurelog" ("username");
CREATE INDEX "axes_accesslog_user_agent_0e659004" ON "axes_accesslog" ("user_agent");
CREATE INDEX "axes_accesslog_ip_address_86b417e5" ON "axes_accesslog" ("ip_address");
CREATE INDEX "axes_accesslog_username_df93064b" ON "axes_accesslog" ("username");
CREATE INDEX "posts_authorship_author_id_e5addc80" ON "posts_authorship" ("author_id");
CREATE INDEX "posts_authorship_post_id_474e811c" ON "posts_authorship" ("post_id");
CREATE INDEX "posts_navigationlink_site_id_fef1a587" ON "posts_navigationlink" ("site_id");
CREATE INDEX "posts_taggedpost_content_object_id_21e9481f" ON "posts_taggedpost" ("content_object_id");
CREATE INDEX "posts_taggedpost_tag_id_605810bd" ON "posts_taggedpost" ("tag_id");
CREATE INDEX "posts_page_published_at_5d9c3610" ON "posts_page" ("published_at");
CREATE INDEX "posts_page_owner_id_4e285403" ON "posts_page" ("owner_id");
CREATE INDEX "posts_page_trashed_at_5ef0cf94" ON "posts_page" ("trashed_at");
CREATE INDEX "posts_post_published_at_97596018" ON "posts_post" ("published_at");
CREATE INDEX "posts_post_owner_id_c4fbf350" ON "posts_post" ("owner_id");
CREATE INDEX "posts_post_trashed_at_2876776e" ON "posts_post" ("trashed_at");
CREATE INDEX "posts_draftlink_by_id_eb33f5f4" ON "posts_draftlink" ("by_id");
CREATE INDEX "posts_draftlink_page_id_097b484a" ON "posts_draftlink" ("page_id");
CREATE INDEX "posts_draftlink_post_id_a84be536" ON "posts_draftlink" ("post_id");
CREATE INDEX "posts_kepttext_page_id_3a0347f3" ON "posts_kepttext" ("page_id");
CREATE INDEX "posts_kepttext_post_id_c6f25cd9" ON "posts_kepttext" ("post_id");
CREATE INDEX "posts_kepttext_user_id_f3d06711" ON "posts_kepttext" ("user_id");
CREATE INDEX "posts_publicversion_page_id_de04f5b5" ON "posts_publicversion" ("page_id");
CREATE INDEX "posts_publicversion_post_id_af703a24" ON "posts_publicversion" ("post_id");
CREATE INDEX "posts_tagchange_by_id_42a83d00" ON "posts_tagchange" ("by_id");
CREATE INDEX "posts_upload_owner_id_5937a6ce" ON "posts_upload" ("owner_id");
CREATE INDEX "posts_revision_by_id_d1df5cf4" ON "posts_revision" ("by_id");
CREATE INDEX "posts_revision_page_id_7d2a6e87" ON "posts_revision" ("page_id");
CREATE INDEX "posts_revision_post_id_f1303eb1" ON "posts_revision" ("post_id");
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
CREATE TRIGGER posts_tag_untagged AFTER DELETE ON posts_taggedpost FOR EACH ROW BEGIN 
    UPDATE posts_tag SET was_public = TRUE
    WHERE id = OLD.tag_id AND NOT was_public AND EXISTS (
        SELECT 1 FROM posts_post
        WHERE id = OLD.content_object_id AND published_at <= strftime('%Y-%m-%d %H:%M:%f', 'now')
    );
 END;
CREATE TRIGGER posts_tag_moved AFTER UPDATE ON posts_taggedpost FOR EACH ROW BEGIN 
    UPDATE posts_tag SET was_public = TRUE
    WHERE id = OLD.tag_id AND NOT was_public AND EXISTS (
        SELECT 1 FROM posts_post
        WHERE id = OLD.content_object_id AND published_at <= strftime('%Y-%m-%d %H:%M:%f', 'now')
    );
 END;
CREATE TRIGGER posts_tag_taken_back AFTER UPDATE OF published_at ON posts_post FOR EACH ROW BEGIN 
    UPDATE posts_tag SET was_public = TRUE
    WHERE NOT was_public AND OLD.published_at <= strftime('%Y-%m-%d %H:%M:%f', 'now') AND id IN (
        SELECT tag_id FROM posts_taggedpost WHERE content_object_id = OLD.id
    );
 END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('django_migrations',45);
INSERT INTO "sqlite_sequence" VALUES('django_admin_log',0);
INSERT INTO "sqlite_sequence" VALUES('django_content_type',28);
INSERT INTO "sqlite_sequence" VALUES('auth_permission',113);
INSERT INTO "sqlite_sequence" VALUES('auth_group',2);
INSERT INTO "sqlite_sequence" VALUES('auth_user',1);
INSERT INTO "sqlite_sequence" VALUES('axes_accessattempt',0);
INSERT INTO "sqlite_sequence" VALUES('axes_accesslog',0);
INSERT INTO "sqlite_sequence" VALUES('posts_author',2);
INSERT INTO "sqlite_sequence" VALUES('posts_authorship',2);
INSERT INTO "sqlite_sequence" VALUES('posts_navigationlink',1);
INSERT INTO "sqlite_sequence" VALUES('posts_taggedpost',2);
INSERT INTO "sqlite_sequence" VALUES('posts_sitesettings',1);
INSERT INTO "sqlite_sequence" VALUES('posts_page',1);
INSERT INTO "sqlite_sequence" VALUES('posts_post',3);
INSERT INTO "sqlite_sequence" VALUES('posts_draftlink',1);
INSERT INTO "sqlite_sequence" VALUES('posts_kepttext',1);
INSERT INTO "sqlite_sequence" VALUES('posts_publicversion',1);
INSERT INTO "sqlite_sequence" VALUES('posts_tag',2);
INSERT INTO "sqlite_sequence" VALUES('posts_upload',1);
INSERT INTO "sqlite_sequence" VALUES('posts_revision',1);
INSERT INTO "sqlite_sequence" VALUES('taggit_taggeditem',0);
INSERT INTO "sqlite_sequence" VALUES('taggit_tag',0);
INSERT INTO "sqlite_sequence" VALUES('posts_contentversion',1);
INSERT INTO "sqlite_sequence" VALUES('auth_group_permissions',73);
COMMIT;
