using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArgusAI.Backend.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Service : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "clip_seconds",
                table: "events",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "described_by",
                table: "events",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "frame_count",
                table: "events",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "objects",
                table: "events",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "clip_enabled",
                table: "cameras",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "clip_post_roll",
                table: "cameras",
                type: "INTEGER",
                nullable: false,
                defaultValue: 10);

            migrationBuilder.AddColumn<int>(
                name: "clip_pre_roll",
                table: "cameras",
                type: "INTEGER",
                nullable: false,
                defaultValue: 5);

            migrationBuilder.AddColumn<int>(
                name: "event_frames",
                table: "cameras",
                type: "INTEGER",
                nullable: false,
                defaultValue: 5);

            migrationBuilder.AddColumn<string>(
                name: "frame_selection",
                table: "cameras",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "motion");

            migrationBuilder.AddColumn<string>(
                name: "motion_algorithm",
                table: "cameras",
                type: "TEXT",
                maxLength: 24,
                nullable: false,
                defaultValue: "mog2");

            migrationBuilder.AddColumn<string>(
                name: "motion_schedule",
                table: "cameras",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "motion_zones",
                table: "cameras",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                table: "cameras",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "enabled",
                table: "accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateTable(
                name: "provider_calls",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    event_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    provider = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    model = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    timestamp = table.Column<DateTime>(type: "TEXT", nullable: false),
                    milliseconds = table.Column<int>(type: "INTEGER", nullable: false),
                    input_tokens = table.Column<int>(type: "INTEGER", nullable: false),
                    output_tokens = table.Column<int>(type: "INTEGER", nullable: false),
                    cost_micro_usd = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_provider_calls", x => x.id);
                    table.ForeignKey(
                        name: "FK_provider_calls_events_event_id",
                        column: x => x.event_id,
                        principalTable: "events",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "provider_keys",
                columns: table => new
                {
                    provider = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    key_token = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_provider_keys", x => x.provider);
                });

            migrationBuilder.CreateTable(
                name: "push_subscriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    endpoint = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    p256dh = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    auth = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_push_subscriptions", x => x.id);
                    table.ForeignKey(
                        name: "FK_push_subscriptions_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    refresh_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    previous_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    refreshed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    revoked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    user_agent = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    client_ip = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sessions", x => x.id);
                    table.ForeignKey(
                        name: "FK_sessions_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "settings",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settings", x => x.name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_provider_calls_event_id",
                table: "provider_calls",
                column: "event_id");

            migrationBuilder.CreateIndex(
                name: "IX_provider_calls_timestamp",
                table: "provider_calls",
                column: "timestamp");

            migrationBuilder.CreateIndex(
                name: "IX_push_subscriptions_account_id",
                table: "push_subscriptions",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_push_subscriptions_endpoint",
                table: "push_subscriptions",
                column: "endpoint",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sessions_account_id",
                table: "sessions",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_previous_hash",
                table: "sessions",
                column: "previous_hash");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_refresh_hash",
                table: "sessions",
                column: "refresh_hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "provider_calls");

            migrationBuilder.DropTable(
                name: "provider_keys");

            migrationBuilder.DropTable(
                name: "push_subscriptions");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "settings");

            migrationBuilder.DropColumn(
                name: "clip_seconds",
                table: "events");

            migrationBuilder.DropColumn(
                name: "described_by",
                table: "events");

            migrationBuilder.DropColumn(
                name: "frame_count",
                table: "events");

            migrationBuilder.DropColumn(
                name: "objects",
                table: "events");

            migrationBuilder.DropColumn(
                name: "clip_enabled",
                table: "cameras");

            migrationBuilder.DropColumn(
                name: "clip_post_roll",
                table: "cameras");

            migrationBuilder.DropColumn(
                name: "clip_pre_roll",
                table: "cameras");

            migrationBuilder.DropColumn(
                name: "event_frames",
                table: "cameras");

            migrationBuilder.DropColumn(
                name: "frame_selection",
                table: "cameras");

            migrationBuilder.DropColumn(
                name: "motion_algorithm",
                table: "cameras");

            migrationBuilder.DropColumn(
                name: "motion_schedule",
                table: "cameras");

            migrationBuilder.DropColumn(
                name: "motion_zones",
                table: "cameras");

            migrationBuilder.DropColumn(
                name: "time_zone",
                table: "cameras");

            migrationBuilder.DropColumn(
                name: "enabled",
                table: "accounts");
        }
    }
}
