/**
 * The wire shapes of the RBM API, version 1, under RBM's own names
 * (https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages).
 * int64 values are strings, timestamps RFC 3339, durations "<seconds>s".
 */

/** Why a message is sent; required for multi-use agents. */
export const MESSAGE_TRAFFIC_TYPES = [
	'AUTHENTICATION',
	'TRANSACTION',
	'PROMOTION',
	'SERVICEREQUEST',
	'ACKNOWLEDGEMENT',
] as const;
export type MessageTrafficType = (typeof MESSAGE_TRAFFIC_TYPES)[number];

/** A chip that sends `postbackData` back when tapped. */
export interface SuggestedReply {
	text: string;
	postbackData: string;
}

export interface DialAction {
	phoneNumber: string;
}

export interface LatLong {
	latitude: number;
	longitude: number;
}

export interface ViewLocationAction {
	latLong?: LatLong;
	label?: string;
	query?: string;
}

export interface CreateCalendarEventAction {
	startTime: string;
	endTime: string;
	title: string;
	description?: string;
}

export interface OpenUrlAction {
	url: string;
	application?: 'OPEN_URL_APPLICATION_UNSPECIFIED' | 'BROWSER' | 'WEBVIEW';
	webviewViewMode?: 'WEBVIEW_VIEW_MODE_UNSPECIFIED' | 'FULL' | 'HALF' | 'TALL';
	description?: string;
}

/** A chip that makes the phone do something; exactly one of the `…Action` fields is set. */
export interface SuggestedAction {
	text: string;
	postbackData: string;
	fallbackUrl?: string;
	dialAction?: DialAction;
	viewLocationAction?: ViewLocationAction;
	shareLocationAction?: Record<string, never>;
	createCalendarEventAction?: CreateCalendarEventAction;
	openUrlAction?: OpenUrlAction;
}

/** Exactly one of `reply` and `action`. */
export interface Suggestion {
	reply?: SuggestedReply;
	action?: SuggestedAction;
}

/** A file by public URL. */
export interface ContentInfo {
	fileUrl: string;
	thumbnailUrl?: string;
	forceRefresh?: boolean;
}

/** A file uploaded before; both names look like `files/<id>` and live for 60 days. */
export interface UploadedRbmFile {
	fileName: string;
	thumbnailName?: string;
}

export interface Media {
	height?: 'HEIGHT_UNSPECIFIED' | 'SHORT' | 'MEDIUM' | 'TALL';
	contentInfo?: ContentInfo;
	uploadedRbmFile?: UploadedRbmFile;
	contentDescription?: string;
}

export interface CardContent {
	title?: string;
	description?: string;
	media?: Media;
	suggestions?: Suggestion[];
}

export interface RichCard {
	standaloneCard?: {
		cardOrientation?: 'CARD_ORIENTATION_UNSPECIFIED' | 'HORIZONTAL' | 'VERTICAL';
		thumbnailImageAlignment?: 'THUMBNAIL_IMAGE_ALIGNMENT_UNSPECIFIED' | 'LEFT' | 'RIGHT';
		cardContent: CardContent;
	};
	carouselCard?: {
		cardWidth?: 'CARD_WIDTH_UNSPECIFIED' | 'SMALL' | 'MEDIUM';
		cardContents: CardContent[];
	};
}

/** Exactly one of `text`, `contentInfo`, `uploadedRbmFile`, `richCard`. */
export interface AgentContentMessage {
	text?: string;
	contentInfo?: ContentInfo;
	uploadedRbmFile?: UploadedRbmFile;
	richCard?: RichCard;
	suggestions?: Suggestion[];
}

/** The body of a send; at most one of `ttl` and `expireTime`. */
export interface AgentMessage {
	contentMessage: AgentContentMessage;
	messageTrafficType?: MessageTrafficType;
	ttl?: string;
	expireTime?: string;
}

/** The body of an agent event; `messageId` is the user's message, for READ only. */
export interface AgentEvent {
	eventType: 'READ' | 'IS_TYPING';
	messageId?: string;
}

/** What a device can show, as a capability check reports it. The list stays open. */
export const RBM_FEATURES = [
	'RICHCARD_STANDALONE',
	'RICHCARD_CAROUSEL',
	'ACTION_CREATE_CALENDAR_EVENT',
	'ACTION_DIAL',
	'ACTION_OPEN_URL',
	'ACTION_SHARE_LOCATION',
	'ACTION_VIEW_LOCATION',
	'ACTION_OPEN_URL_IN_WEBVIEW',
	'PDF_IN_RICH_CARDS',
] as const;
export type RbmFeature = (typeof RBM_FEATURES)[number];
